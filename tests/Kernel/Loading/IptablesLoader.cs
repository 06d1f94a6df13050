using System.Collections.Immutable;
using PolicyEngine.Renderers.Iptables;

namespace Kernel.Tests.Loading;

/// <summary>The sets of both families in one run of <c>ipset</c>, then each family with one back end of iptables.</summary>
internal sealed class IptablesLoader(string backEnd) : RuleLoader($"iptables-{backEnd}", new IptablesRenderer())
{
    private static readonly string s_none = string.Concat(new[] { "raw", "mangle", "nat", "filter" }.Select(table => $"*{table}\nCOMMIT\n"));

    private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);

    public override IEnumerable<string> Listing() =>
        new[] { "iptables", "ip6tables" }.SelectMany(command => Tool.Run($"{command}-{backEnd}-save", "", "-c").Split('\n'));

    // Sets in use cannot be taken away, so those of before are emptied; without `--noflush` the rules of before go.
    protected override void Load(ImmutableDictionary<string, string> parts)
    {
        IEnumerable<string> sets = $"{parts.GetValueOrDefault("ipset.v4")}{parts.GetValueOrDefault("ipset.v6")}".Split('\n')
            .Select(line => line.StartsWith("create ", StringComparison.Ordinal) ? $"{line} -exist" : line);
        Tool.Run("ipset", $"flush\n{string.Join('\n', sets)}", "restore");
        Restore("iptables", parts.GetValueOrDefault("iptables.v4"));
        Restore("ip6tables", parts.GetValueOrDefault("iptables.v6"));
    }

    private void Restore(string command, string? rules)
    {
        if (rules is not null || _loaded.Remove(command))
        {
            Tool.Run($"{command}-{backEnd}-restore", rules ?? s_none, "-w");
        }

        if (rules is not null)
        {
            _loaded.Add(command);
        }
    }
}
