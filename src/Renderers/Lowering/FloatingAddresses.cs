using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>Translation between pods' addresses and those that stand for them outside (felix/dataplane/linux/floating_ip_mgr.go).</summary>
internal sealed class FloatingAddresses(LoweringContext context)
{
    public IEnumerable<FilterChain> Chains()
    {
        SortedDictionary<string, FloatingAddress> byExternal = new(StringComparer.Ordinal);
        SortedDictionary<string, FloatingAddress> byInternal = new(StringComparer.Ordinal);
        if (context.Settings.FloatingIpsEnabled)
        {
            Collect(byExternal, byInternal);
        }

        bool fullyRandom = context.State.Features.SnatFullyRandom;
        yield return new FilterChain(ChainNames.FloatingDestination,
            [.. byExternal.Values.Select(pair => FilterRule.Of(new Verb.DestinationNat(pair.Internal), Is(Side.Destination, pair.External)))]);

        // A pod that reaches itself by its address outside must not see its own address as the sender's.
        yield return new FilterChain(ChainNames.FloatingSource,
        [
            .. byInternal.Values.Select(pair => FilterRule.Of(
                new Verb.SourceNat(pair.External, null, fullyRandom), Is(Side.Destination, pair.Internal), Is(Side.Source, pair.Internal))),
        ]);
    }

    private static Match.Addresses Is(Side side, IpAddress address) => new(side, [address]);

    /// <summary>Of several that share an address, the one whose other address comes first by its text counts.</summary>
    private void Collect(SortedDictionary<string, FloatingAddress> byExternal, SortedDictionary<string, FloatingAddress> byInternal)
    {
        foreach (FloatingAddress pair in context.State.Workloads.SelectMany(workload => workload.FloatingAddresses).Where(pair => pair.External.Family == context.Family))
        {
            string external = pair.External.ToString();
            if (!byExternal.TryGetValue(external, out FloatingAddress other) || string.CompareOrdinal(pair.Internal.ToString(), other.Internal.ToString()) < 0)
            {
                byExternal[external] = pair;
            }
        }

        foreach (FloatingAddress pair in byExternal.Values)
        {
            byInternal.TryAdd(pair.Internal.ToString(), pair);
        }
    }
}
