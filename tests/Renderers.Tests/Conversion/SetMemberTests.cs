using System.Text.Json;
using PolicyEngine.Renderers.Conversion;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;
using TestKit;
using Xunit;

namespace PolicyEngine.Renderers.Tests.Conversion;

/// <summary>The sets of addresses that rules of a node refer to, against those that Felix makes.</summary>
public sealed class SetMemberTests
{
    private const int LongestName = 31;

    public static TheoryData<string> Cases => [.. FelixCorpus.Worlds];

    [CorpusTheory("felix")]
    [MemberData(nameof(Cases))]
    public void Sets_and_their_members_are_those_of_Felix(string name)
    {
        using JsonDocument options = JsonDocument.Parse(File.ReadAllText(Corpus.PathOf("felix", name, "options.json")));
        LoadResult world = new PolicyLoader().Load([PolicySource.FromFile(Corpus.PathOf("felix", name, "world.yaml"))]);

        NodeState state = NodeStateBuilder.Build(world.Snapshot.Model, options.RootElement.GetProperty("node").GetString()!, isExact: false);

        foreach ((IpFamily family, string version) in new[] { (IpFamily.V4, "v4"), (IpFamily.V6, "v6") })
        {
            string file = Corpus.PathOf("felix", name, $"ipset.{version}.txt");
            if (File.Exists(file))
            {
                Assert.Equal(Golden(file), Lines(state, family));
            }
        }
    }

    private static string[] Golden(string file) =>
        [.. File.ReadLines(file).Where(line => line.Contains(':', StringComparison.Ordinal)).Select(Set).Where(line => line.Length > 0).Order(StringComparer.Ordinal)];

    /// <summary>The lines about sets of rules, without types.</summary>
    private static string Set(string line)
    {
        string[] words = line.Split(' ');
        bool isOfRule = words[1].Length > 6 && words[1][6..] is ['s', ':', ..] or ['n', ':', ..] or ['s', 'v', 'c', ..];
        return !isOfRule ? "" : words[0] == "create" ? words[1] : $"{words[1]} {words[2]}";
    }

    private static string[] Lines(NodeState state, IpFamily family)
    {
        var lines = new List<string>();
        foreach (NodeSet set in state.Sets)
        {
            string full = (family == IpFamily.V4 ? "cali40" : "cali60") + set.Id;
            string name = full.Length > LongestName ? full[..LongestName] : full;
            lines.Add(name);
            foreach (NodeSetMember member in set.Members.Where(member => member.Net.Family == family))
            {
                lines.AddRange(Written(set.Kind, member).Select(text => $"{name} {text}"));
            }
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Written(NodeSetKind kind, NodeSetMember member) => kind switch
    {
        NodeSetKind.AddressesAndPorts => [$"{member.Net.First},{member.Protocol!.Value.Name.ToLowerInvariant()}:{member.Port}"],
        _ when member.Net.Length == 0 => member.Net.Family == IpFamily.V4 ? ["0.0.0.0/1", "128.0.0.0/1"] : ["::/1", "8000::/1"],
        _ => [member.Net.ToString()],
    };
}
