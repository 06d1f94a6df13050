using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>The halves of pods.</summary>
internal sealed partial class StagePlanner
{
    /// <summary>The half of a pod that sends; <paramref name="entry"/> is the port of its own node that it uses, or null.</summary>
    private T FromPod<T>(in Party self, in Party peer, Place own, Place other, bool isOrdinary, IStages<T> stages, EntryPoint? entry = null)
        where T : class
    {
        if (IsExempt(self, own))
        {
            return stages.Fixed(FixedTables.FamilyNotPoliced);
        }

        T chain = stages.Chain(self.EgressChain, self, peer);
        if (parties.BeforeTranslation(peer) is { } service)
        {
            chain = stages.Either(Combination.EitherTranslation, stages.Chain(self.EgressChain, self, service), chain);
        }

        if (!isOrdinary && tunnels.FromWorkloads(own.Node) is { } encapsulated)
        {
            chain = stages.OrElse(stages.Fixed(encapsulated), chain);
        }

        if (!interfaces.TouchesForwarded && other.Kind != PlaceKind.Host)
        {
            return PastServices(chain, peer, other, own.Node, stages);
        }

        Certainty isLocal = other.IsOn(own.Node);
        T? local = isLocal == Certainty.No ? null : ToNeighbor(chain, self, peer, own, other, stages, entry);
        return isLocal == Certainty.Yes
            ? local!
            : stages.Either(Combination.EitherNode, local, Outwards(chain, self, peer, own, other, stages, entry));
    }

    /// <summary>To the pod's own node or another pod there.</summary>
    private T ToNeighbor<T>(T chain, in Party self, in Party peer, Place own, Place other, IStages<T> stages, EntryPoint? entry)
        where T : class
    {
        T half = other.Kind == PlaceKind.Host && self.Family == IpFamily.V6 ? stages.OrElse(stages.Fixed(FixedTables.NeighborDiscovery), chain) : chain;
        return stages.Behind(Entering(own.Node, self, peer, isForwarded: other.Kind == PlaceKind.Pod, stages, entry), half);
    }

    private T Outwards<T>(T chain, in Party self, in Party peer, Place own, Place other, IStages<T> stages, EntryPoint? entry)
        where T : class
    {
        T half = stages.Behind(Entering(own.Node, self, peer, isForwarded: true, stages, entry), chain);
        return PastServices(stages.Also(half, Leaving(own.Node, self, peer, other, stages)), peer, other, own.Node, stages);
    }

    private T ToPod<T>(in Party self, in Party peer, Place own, Place other, IStages<T> stages)
        where T : class
    {
        if (IsExempt(self, own))
        {
            return stages.Fixed(FixedTables.FamilyNotPoliced);
        }

        T chain = stages.Chain(self.IngressChain, self, peer);
        Certainty isLocal = other.IsOn(own.Node);
        T? local = isLocal == Certainty.No ? null
            : other.Kind == PlaceKind.Host ? stages.Fixed(FixedTables.LocalHost)
            : stages.Also(chain, Exiting(own.Node, self, peer, stages));
        if (isLocal == Certainty.Yes)
        {
            return local!;
        }

        T remote = _hasTunnels && other.Kind == PlaceKind.Host
            ? FromHostElsewhere(self, peer, own, other, stages)
            : FromAnotherMachine(chain, self, peer, own, other, stages);
        return stages.Either(Combination.EitherNode, local, remote);
    }

    private T FromHostElsewhere<T>(in Party self, in Party peer, Place own, Place other, IStages<T> stages)
        where T : class
    {
        T? all = null;
        (ImmutableArray<Party> seen, Combination how) = ShownByHost(peer, other, self, own);
        foreach (Party shown in seen)
        {
            T chain = stages.Chain(self.IngressChain, self, shown);
            all = stages.Either(how, all, FromAnotherMachine(chain, self, shown, own, other, stages));
        }

        return all!;
    }

    private T FromAnotherMachine<T>(T chain, in Party self, in Party peer, Place own, Place other, IStages<T> stages)
        where T : class =>
        stages.Also(stages.Behind(Arriving(own.Node, self, peer, other, stages), chain), Exiting(own.Node, self, peer, stages));

    /// <summary>What stands before a pod's egress on its own node: the node's host endpoint for all interfaces.</summary>
    private T? Entering<T>(string node, in Party pod, in Party destination, bool isForwarded, IStages<T> stages, EntryPoint? entry)
        where T : class
    {
        if (!interfaces.TouchesForwarded)
        {
            return null;
        }

        Governor governor = interfaces.Of(node).GovernorOfOthers();
        if (entry is not null)
        {
            return Entering(governor, entry, isForwarded ? PolicyFamily.Forward : null, destination, pod, stages);
        }

        ReadOnlySpan<PolicyFamily> families = isForwarded ? [PolicyFamily.PreDnat, PolicyFamily.Forward] : [PolicyFamily.PreDnat];
        return InTurn(governor, families, Directions.Ingress, destination, pod, stages);
    }

    /// <summary>What stands behind a pod's ingress on its own node.</summary>
    private T? Exiting<T>(string node, in Party pod, in Party source, IStages<T> stages)
        where T : class =>
        interfaces.TouchesForwarded ? InTurn(interfaces.Of(node).GovernorOfOthers(), [PolicyFamily.Forward], Directions.Egress, source, pod, stages) : null;

    /// <summary>What stands behind a pod's egress where its traffic leaves the node.</summary>
    private T? Leaving<T>(string node, in Party pod, in Party destination, Place other, IStages<T> stages)
        where T : class
    {
        // That the node is not known has been said by what stands before.
        if (!interfaces.TouchesForwarded || node.Length == 0)
        {
            return null;
        }

        ImmutableArray<Governor> governors = other.Kind == PlaceKind.Pod ? Between(node, other.Node, destination) : interfaces.Uplinks(node, pod.Family);
        return Pass(governors, [PolicyFamily.Forward], Directions.Egress, pod, destination, stages, poolDecides: other.Kind == PlaceKind.Pod);
    }

    /// <summary>What stands before a pod's ingress where traffic comes from another machine.</summary>
    private T? Arriving<T>(string node, in Party pod, in Party source, Place other, IStages<T> stages)
        where T : class
    {
        if (!interfaces.TouchesForwarded)
        {
            return null;
        }

        ImmutableArray<Governor> governors = other.Kind == PlaceKind.Outside ? interfaces.Uplinks(node, pod.Family) : Between(node, other.Node, pod);
        return Pass(
            governors,
            [PolicyFamily.Untracked, PolicyFamily.PreDnat, PolicyFamily.Forward],
            Directions.Ingress,
            pod,
            source,
            stages,
            poolDecides: other.Kind == PlaceKind.Pod);
    }

    /// <summary>Packets that are still addressed to a service when they leave would come back again and again.</summary>
    private T PastServices<T>(T half, in Party peer, Place other, string node, IStages<T> stages)
        where T : class =>
        other.Kind == PlaceKind.Outside && peer.Address is { } address && model.ServiceAddresses.Contains(address) && model.Felix.Of(node).PreventsServiceLoops
            ? stages.Also(half, stages.Fixed(FixedTables.ServiceLoop))
            : half;
}
