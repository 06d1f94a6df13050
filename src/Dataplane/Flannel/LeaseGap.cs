using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>Why a packet to a pod came to the router between nodes that Flannel joins.</summary>
internal static class LeaseGap
{
    /// <summary>What helps where a backend reaches nodes of the own subnet alone.</summary>
    public const string WrapPackets = "give Flannel a backend that wraps packets, such as `vxlan`, or put the nodes in one subnet";

    /// <param name="flannel">The nodes.</param>
    /// <param name="from">The node whose route led there; null where the packet comes from outside.</param>
    /// <param name="destination">The pod's address.</param>
    public static Loss Of(FlannelCluster flannel, ClusterNode? from, IpAddress destination)
    {
        if (flannel.Members.FirstOrDefault(member => member.Subnets.Contain(destination))?.Node is not { } owner)
        {
            return Lost($"{destination} is of no node's subnet", ClusterPodNetwork.UseAddress);
        }

        if (from is null)
        {
            return Lost($"the router does not know that {destination} is of the subnet of `{owner.Name}`", ClusterPodNetwork.UseService);
        }

        return from == owner ? Lost($"{destination} is of the subnet of `{owner.Name}`, and no pod there has it", ClusterPodNetwork.UseAddress)
            : flannel.Member(from.Name)?.Backend.ReachesAcross == false && from.Address(destination.Family)?.Subnet.Contains(owner.Address(destination.Family)?.Address ?? default) == false
                ? Lost($"`{from.Name}` and `{owner.Name}` are in different subnets, and Flannel's backend gives nodes routes within a subnet alone", WrapPackets)
            : Lost($"`{from.Name}` has no route to the subnet of `{owner.Name}`", "see that both nodes have the same backend, and restart Flannel on them");
    }

    private static Loss Lost(string reason, string remedy) => new(WalkEnd.NotAnnounced, reason, remedy);
}
