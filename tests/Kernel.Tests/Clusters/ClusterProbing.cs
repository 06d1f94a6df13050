using Kernel.Tests.Packets;
using Kernel.Tests.Probing;
using PolicyEngine;
using PolicyEngine.Sets;
using PolicyEngine.Specification;

namespace Kernel.Tests.Clusters;

/// <summary>The packets that are sent through a node of a generated cluster: both ways between all that is there and some that is not.</summary>
internal sealed class ClusterProbing(NodeLab lab, PolicySnapshot snapshot, NodeMap map, int seed)
{
    private const int Packets = 3600;
    private const int FewestForPair = 8;
    private const int MostForPair = 60;

    private readonly Dice _dice = new(seed);

    /// <summary>The first difference, or null.</summary>
    public Difference? Run(NodeComparison comparison)
    {
        foreach (IpFamily family in new[] { IpFamily.V4, IpFamily.V6 })
        {
            var pairs = PairsOf(family).ToLookup(pair => pair.Source < pair.Destination);
            int each = Math.Clamp(Packets / Math.Max(1, pairs.Sum(group => group.Count())), FewestForPair, MostForPair);

            // Packets in the other direction of the same ports would be answers.
            foreach (IGrouping<bool, (IpAddress Source, IpAddress Destination)> direction in pairs)
            {
                lab.ForgetConnections();
                if (direction.Select(pair => Run(comparison, pair.Source, pair.Destination, each)).FirstOrDefault(found => found is not null) is { } difference)
                {
                    return difference;
                }
            }
        }

        return null;
    }

    private Difference? Run(NodeComparison comparison, IpAddress source, IpAddress destination, int count)
    {
        foreach (TrafficPoint traffic in new TrafficSampler(_dice).Some(source.Family, count))
        {
            PacketKind kind = traffic.Protocol == Protocol.Tcp && _dice.Chance(20) ? PacketKind.Middle : PacketKind.First;
            Difference? difference = comparison.Compare(source, destination, traffic, kind);
            if (difference is not null && !traffic.Protocol.HasPorts)
            {
                // Translation makes packets of all pods to one place look alike, and without ports it cannot tell them apart.
                lab.ForgetConnections();
                difference = comparison.Compare(source, destination, traffic, kind);
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
            .. snapshot.Model.Endpoints.SelectMany(endpoint => endpoint.Addresses).Concat(map.Own)
                .Concat(_dice.Subset(OutsideAddresses.All, 50).Where(IsKnownPlace))
                .Where(address => address.Family == family).Distinct().Order(),
        ];
        return all.SelectMany(_ => all, (source, destination) => (source, destination))
            .Where(pair => pair.source != pair.destination && (map.IsHere(pair.source) || map.IsHere(pair.destination)))
            .Where(pair => !(map.Own.Contains(pair.source) && map.Own.Contains(pair.destination)) && !(map.Own.Contains(pair.destination) && IsTranslated(pair.source)));
    }

    /// <summary>What comes to the node from a pod elsewhere comes from that pod's node.</summary>
    private bool IsTranslated(IpAddress source) => !map.IsHere(source) && map.Cluster.Contains(source) && snapshot.Model.IpPools.Any(pool => pool.NatOutgoing && pool.Cidr.Contains(source));

    /// <summary>Where an address of a pool is that no pod has is written nowhere.</summary>
    private bool IsKnownPlace(IpAddress address) => !snapshot.Model.IpPools.Any(pool => pool.Cidr.Contains(address));
}
