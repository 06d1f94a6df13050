using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>The halves of hosts: nodes, and the pods on their network.</summary>
internal sealed partial class StagePlanner
{
    /// <summary>Traffic of the host itself passes the interface it leaves by; what its own pods receive is not policed.</summary>
    private T FromHost<T>(in Party self, in Party peer, Place own, Place other, IStages<T> stages)
        where T : class
    {
        T open = stages.Fixed(OpenHost(self));
        Certainty isLocal = other.IsOn(own.Node);
        if (interfaces.IsEmpty || (other.Kind == PlaceKind.Pod && isLocal == Certainty.Yes))
        {
            return open;
        }

        if (IsExempt(self, own))
        {
            return stages.Fixed(FixedTables.FamilyNotPoliced);
        }

        ImmutableArray<Governor> governors = other.Kind switch
        {
            PlaceKind.Host when isLocal == Certainty.Yes => [interfaces.Of(own.Node).GovernorOfOthers()],
            PlaceKind.Pod => Between(own.Node, other.Node, peer),
            _ => At(own.Node, self),
        };
        T? remote = null;
        (ImmutableArray<Party> seen, Combination how) = ShownByHost(self, own, peer, other);
        foreach (Party shown in seen)
        {
            T half = Pass(governors, [PolicyFamily.Untracked, PolicyFamily.Normal], Directions.Egress, shown, peer, stages, poolDecides: other.Kind == PlaceKind.Pod) ?? open;
            remote = stages.Either(how, remote, half);
        }

        return isLocal == Certainty.Maybe && other.Kind == PlaceKind.Pod ? stages.Either(Combination.EitherNode, open, remote) : remote!;
    }

    private T ToHost<T>(in Party self, in Party peer, Place own, Place other, bool isOrdinary, IStages<T> stages)
        where T : class
    {
        Certainty isLocal = other.IsOn(own.Node);
        EndpointToHostAction action = model.Felix.Of(own.Node).DefaultEndpointToHostAction;
        if (other.Kind != PlaceKind.Pod || (interfaces.IsEmpty && action == EndpointToHostAction.Accept))
        {
            return FromElsewhere(self, peer, own, other, isLoopback: isLocal == Certainty.Yes, isOrdinary, stages);
        }

        T? local = isLocal == Certainty.No ? null : FromOwnPod(self, own, action, isOrdinary, stages);
        T? remote = isLocal == Certainty.Yes ? null : FromElsewhere(self, peer, own, other, isLoopback: false, isOrdinary, stages);
        return stages.Either(Combination.EitherNode, local, remote);
    }

    /// <summary>What a node makes of packets of its pods (Felix: the chain from workloads to the host).</summary>
    private T FromOwnPod<T>(in Party host, Place own, EndpointToHostAction action, bool isOrdinary, IStages<T> stages)
        where T : class
    {
        if (IsExempt(host, own))
        {
            return stages.Fixed(FixedTables.FamilyNotPoliced);
        }

        T half = stages.Fixed(FixedTables.ToHost(action));
        half = !isOrdinary && tunnels.Into(own.Node, host.Family, isFromNode: false) is { } wrapped ? stages.OrElse(stages.Fixed(wrapped), half) : half;
        return host.Family == IpFamily.V6 ? stages.OrElse(stages.Fixed(FixedTables.NeighborDiscovery), half) : half;
    }

    /// <summary>What arrives at a host passes the interface it arrives by.</summary>
    private T FromElsewhere<T>(in Party self, in Party peer, Place own, Place other, bool isLoopback, bool isOrdinary, IStages<T> stages)
        where T : class
    {
        if (interfaces.IsEmpty)
        {
            return stages.Fixed(OpenHost(self));
        }

        if (IsExempt(self, own))
        {
            return stages.Fixed(FixedTables.FamilyNotPoliced);
        }

        ImmutableArray<Governor> governors = isLoopback ? [interfaces.Of(own.Node).GovernorOfOthers()] : At(own.Node, self);
        T? all = null;
        foreach (Party? shown in ShownToHost(peer, other, self))
        {
            T one = shown is { } source ? Met(governors, self, source, own, isOrdinary, stages) : stages.Fixed(FixedTables.NodeUnknown);
            all = stages.Either(Combination.EitherPool, all, one);
        }

        return all!;
    }

    /// <summary>The stages before a host, for traffic that shows the address of <paramref name="source"/>.</summary>
    // Encapsulated packets of nodes are accepted, and those of others dropped, whatever untracked and pre-DNAT policies
    // allowed (Felix: the order of the INPUT chain).
    private T Met<T>(ImmutableArray<Governor> governors, in Party host, in Party source, Place own, bool isOrdinary, IStages<T> stages)
        where T : class
    {
        T open = stages.Fixed(OpenHost(host));
        bool isFromNode = IsMainAddress(source) || (source.Address is { } address && model.Felix.Of(own.Node).ExternalNodes.Contains(address));
        if (isOrdinary || tunnels.Into(own.Node, host.Family, isFromNode) is not { } wrapped)
        {
            return Pass(governors, [PolicyFamily.Untracked, PolicyFamily.PreDnat, PolicyFamily.Normal], Directions.Ingress, host, source, stages) ?? open;
        }

        T? before = Pass(governors, [PolicyFamily.Untracked, PolicyFamily.PreDnat], Directions.Ingress, host, source, stages);
        T half = Pass(governors, [PolicyFamily.Normal], Directions.Ingress, host, source, stages) ?? open;
        return stages.Behind(before, stages.OrElse(stages.Fixed(wrapped), stages.OrElse(before, half)));
    }

    /// <summary>Whether a node is known by an address to others: by its first one of each family (Felix: the set of all hosts). Where the input does not tell, by any.</summary>
    private bool IsMainAddress(in Party party) =>
        parties.NodeOf(party) is { } node && (nodes.Find(node)?.AddressIn(party.Family) is not { } main || main == party.Address);
}
