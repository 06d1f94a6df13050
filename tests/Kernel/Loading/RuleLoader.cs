using System.Collections.Immutable;
using PolicyEngine;
using PolicyEngine.Renderers;

namespace Kernel.Tests.Loading;

/// <summary>Gives rendered rules to the kernel in place of those before, with one of its tools.</summary>
internal abstract class RuleLoader(string name, IRenderer renderer)
{
    /// <summary>All ways, by name, each to make anew for a namespace.</summary>
    public static ImmutableSortedDictionary<string, Func<RuleLoader>> All { get; } = new Dictionary<string, Func<RuleLoader>>(StringComparer.Ordinal)
    {
        ["iptables-legacy"] = () => new IptablesLoader("legacy"),
        ["iptables-nft"] = () => new IptablesLoader("nft"),
        ["nftables"] = () => new NftablesLoader(),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public string Name => name;

    /// <summary>Renders the rules of a node and loads them.</summary>
    public void Load(PolicySnapshot snapshot, string node) =>
        Load(renderer.Render(snapshot, new RenderRequest { Node = node }).Parts.ToImmutableDictionary(part => part.Name, part => part.Text, StringComparer.Ordinal));

    /// <summary>The rules as the kernel has them, with counters, one a line.</summary>
    public abstract IEnumerable<string> Listing();

    protected abstract void Load(ImmutableDictionary<string, string> parts);
}
