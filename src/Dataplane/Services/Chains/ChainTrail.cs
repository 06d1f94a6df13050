using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Services.Chains;

/// <summary>What a packet met, with all that is needed to name it; the names are made when they are asked for.</summary>
internal readonly record struct ChainTrail(ProxyMode Mode, ChainVisits Visits, VirtualAddress Dialled)
{
    /// <summary>The Service port that was dialled; null where there is none.</summary>
    public ProxiedPort? Port { get; init; }

    /// <summary>The backend chosen; null where there is none.</summary>
    public ServiceBackend? Backend { get; init; }

    /// <summary>The chains by name, in order.</summary>
    public ImmutableArray<ChainStep> Steps()
    {
        ImmutableArray<ChainStep>.Builder steps = ImmutableArray.CreateBuilder<ChainStep>();
        foreach ((ChainVisits visit, string table, Func<ChainTrail, string> chain) in Names())
        {
            if (Visits.HasAnyOf(visit))
            {
                steps.Add(new(table, chain(this)));
            }
        }

        return steps.DrainToImmutable();
    }

    private ImmutableArray<(ChainVisits Visit, string Table, Func<ChainTrail, string> Chain)> Names() => Mode switch
    {
        ProxyMode.Iptables => IptablesChains.InOrder,
        ProxyMode.Ipvs => IpvsChains.InOrder,
        _ => NftablesChains.InOrder,
    };
}
