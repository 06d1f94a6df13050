using Kernel.Tests.Packets;
using Kernel.Tests.Probing;
using PolicyEngine;
using PolicyEngine.Sets;
using PolicyEngine.Specification;

namespace Kernel.Tests.Clusters;

/// <summary>The packets that are sent through a node of a generated cluster: both ways between all that is there and some that is not.</summary>
internal sealed class ClusterProbing(NodeLab lab, LoadedCluster cluster, int seed)
{
    private const int Packets = 3600;
    private const int FewestForPair = 8;
    private const int MostForPair = 60;

    private readonly PolicySnapshot _snapshot = cluster.Snapshot;
    private readonly NodeMap _map = cluster.Map;
    private readonly Dice _dice = new(seed);

    /// <summary>The first difference, or null.</summary>
    public Difference? Run()
    {
        foreach (IpFamily family in new[] { IpFamily.V4, IpFamily.V6 })
        {
            var pairs = PairsOf(family).ToLookup(pair => pair.Source < pair.Destination);
            int each = Math.Clamp(Packets / Math.Max(1, pairs.Sum(group => group.Count())), FewestForPair, MostForPair);

            // Packets in the other direction of the same ports would be answers.
            foreach (IGrouping<bool, (IpAddress Source, IpAddress Destination)> direction in pairs)
            {
                lab.ForgetConnections();
                if (direction.Select(pair => Run(pair.Source, pair.Destination, each)).FirstOrDefault(found => found is not null) is { } difference)
                {
                    return difference;
                }
            }
        }

        return null;
    }

    private Difference? Run(IpAddress source, IpAddress destination, int count)
    {
        foreach (TrafficPoint traffic in new TrafficSampler(_dice).Some(source.Family, count))
        {
            PacketKind kind = traffic.Protocol == Protocol.Tcp && _dice.Chance(20) ? PacketKind.Middle : PacketKind.First;
            Difference? difference = cluster.Comparison.Compare(source, destination, traffic, kind);
            if (difference is not null)
            {
                // A packet before it may have had the same ports, and translation makes packets of all pods to one place look alike.
                lab.ForgetConnections();
                difference = cluster.Comparison.Compare(source, destination, traffic, kind);
            }

            if (difference is not null)
            {
                return difference;
            }
        }

        return null;
    }

    private IEnumerable<(IpAddress Source, IpAddress Destination)> PairsOf(IpFamily family)
    {
        IpAddress[] all =
        [
            .. _snapshot.Model.Endpoints.SelectMany(endpoint => endpoint.Addresses).Concat(_map.Own)
                .Concat(_dice.Subset(OutsideAddresses.All, 50).Where(IsKnownPlace))
                .Where(address => address.Family == family).Order(),
        ];
        return all.SelectMany(_ => all, (source, destination) => (source, destination))
            .Where(pair => pair.source != pair.destination && (_map.IsHere(pair.source) || _map.IsHere(pair.destination)))
            .Where(pair => !(_map.Own.Contains(pair.source) && _map.Own.Contains(pair.destination)) && !(_map.Own.Contains(pair.destination) && IsTranslated(pair.source)));
    }

    /// <summary>What comes to the node from a pod elsewhere comes from that pod's node.</summary>
    private bool IsTranslated(IpAddress source) => !_map.IsHere(source) && _map.Cluster.Contains(source) && _snapshot.Model.IpPools.Any(pool => pool.NatOutgoing && pool.Cidr.Contains(source));

    /// <summary>Where an address of a pool is that no pod has is written nowhere.</summary>
    private bool IsKnownPlace(IpAddress address) => !_snapshot.Model.IpPools.Any(pool => pool.Cidr.Contains(address));
}
