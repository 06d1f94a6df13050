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
}
