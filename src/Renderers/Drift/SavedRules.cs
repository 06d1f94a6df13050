using System.Collections.Immutable;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Renderers.Reading.Nft;

namespace PolicyEngine.Renderers.Drift;

/// <summary>What was saved of the rules that a node holds. What is null was not saved.</summary>
public sealed record SavedRules
{
    /// <summary>What <c>iptables-save</c> wrote.</summary>
    public string? Iptables { get; init; }

    /// <summary>What <c>ip6tables-save</c> wrote.</summary>
    public string? Ip6tables { get; init; }

    /// <summary>What <c>ipset save</c> wrote, for both families.</summary>
    public string? Ipsets { get; init; }

    /// <summary>What <c>nft -j list ruleset</c> wrote; or a script of commands, each on a line of its own, as <see cref="Nftables.NftablesRenderer"/> writes it.</summary>
    public string? Nftables { get; init; }

    /// <summary>
    /// The texts that cannot be what was saved, since they hold no table, no set nor anything else of what the tools print: <c>iptables</c>,
    /// <c>ip6tables</c>, <c>ipset</c> or <c>nft</c>. A comparison takes them for rules that let everything through, or for sets without members.
    /// </summary>
    public ImmutableArray<string> FindForeign() =>
    [
        .. Iptables is null || IptablesReader.IsSaved(Iptables) ? [] : (string[])["iptables"],
        .. Ip6tables is null || IptablesReader.IsSaved(Ip6tables) ? [] : (string[])["ip6tables"],
        .. Ipsets is null || IpsetReader.IsSaved(Ipsets) ? [] : (string[])["ipset"],
        .. Nftables is null || NftJsonReader.IsListed(Nftables) || NftScriptReader.IsScript(Nftables) ? [] : (string[])["nft"],
    ];
}
