using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>
/// Knows the stages that a half of a flow passes, in order (Felix: <c>static.go</c>). At its source a flow passes what
/// stands before and behind the pod's egress there; at its destination what stands before and behind the pod's ingress, or
/// the stages of the host itself. Pods on one node share what lies between them: before the source's egress it is the
/// source's half, behind the destination's ingress the destination's.
/// </summary>
internal sealed partial class StagePlanner(PolicyModel model, Parties parties, NodeIndex nodes, NodeInterfaces interfaces, TunnelTables tunnels)
{
    private readonly Pools _pools = new(model, nodes);
    private readonly bool _hasTunnels = nodes.HaveTunnels || model.IpPools.Any(Pools.Wraps);

    /// <summary>The half of <paramref name="self"/>, which is the source for egress. Both parties have a class in one family.</summary>
    /// <param name="self">The party whose half it is.</param>
    /// <param name="peer">The other party.</param>
    /// <param name="direction">Egress of the source or ingress of the destination.</param>
    /// <param name="isOrdinary">Whether to leave aside that pods may not send encapsulated packets, and that hosts take those of nodes.</param>
    /// <param name="stages">Carries the stages out.</param>
    public T Plan<T>(in Party self, in Party peer, Directions direction, bool isOrdinary, IStages<T> stages)
        where T : class
    {
        T half = PlanInCommon(self, peer, direction, isOrdinary, stages);
        return AmongPods(self, peer, direction, stages) is { } amongPods ? stages.Combine(Combination.EitherHostNetwork, amongPods, half) : half;
    }

    /// <summary>
    /// The half to implementations whose NetworkPolicies take pods on their nodes' networks for pods like others; null where
    /// none takes part, or where the enforcement profile knows that they do not.
    /// </summary>
    private T? AmongPods<T>(in Party self, in Party peer, Directions direction, IStages<T> stages)
        where T : class
    {
        (Party? own, Party? other) = (parties.AsPod(self), parties.AsPod(peer));
        if (own is null && other is null)
        {
            return null;
        }

        Party governed = own ?? self;
        int chain = direction == Directions.Ingress ? governed.IngressChain : governed.EgressChain;
        return chain < 0 ? stages.Fixed(FixedTables.External) : stages.Chain(chain, governed, other ?? peer);
    }

    /// <summary>The half as the commonest implementations have it: pods on their nodes' networks are those nodes.</summary>
    private T PlanInCommon<T>(in Party self, in Party peer, Directions direction, bool isOrdinary, IStages<T> stages)
        where T : class
    {
        if ((direction == Directions.Egress ? peer.Via : self.Via) is { } entry)
        {
            return direction == Directions.Egress ? ToEntry(self, peer, entry, isOrdinary, stages) : FromEntry(self, peer, entry, stages);
        }

        Place own = parties.PlaceOf(self);
        Place other = parties.PlaceOf(peer);
        return (own.Kind, direction) switch
        {
            (PlaceKind.Pod, Directions.Egress) => FromPod(self, peer, own, other, isOrdinary, stages),
            (PlaceKind.Pod, _) => ToPod(self, peer, own, other, stages),
            (PlaceKind.Host, Directions.Egress) => FromHost(self, peer, own, other, stages),
            (PlaceKind.Host, _) => ToHost(self, peer, own, other, isOrdinary && other.Kind == PlaceKind.Pod, stages),
            _ => stages.Fixed(FixedTables.External),
        };
    }

    /// <summary>Whether a pod may not send such a packet, so that its chain is not all that decides.</summary>
    public bool IsEncapsulated(TrafficPoint traffic) => traffic.Protocol == EncapsulatedPackets.IpInIp
        || (traffic.Protocol == Protocol.Udp && model.Felix.IsVxlanPort(traffic.Major));

    /// <summary>Whether a host sends to itself under another address.</summary>
    public bool IsLoopback(in Party self, in Party peer) => parties.NodeOf(self) is not null && self.Address is { } from && peer.Address is { } to && from != to;

    /// <summary>All that the stages depend on besides what a party is; the default where there are none.</summary>
    /// <param name="party">The party.</param>
    /// <param name="isTranslated">Whether the flow goes through the port of a node, which makes nodes and pools matter anywhere.</param>
    public StageKey KeyOf(in Party party, bool isTranslated)
    {
        bool isStaged = !interfaces.IsEmpty || !model.Felix.IsDefault || isTranslated;
        if (!isStaged && !_hasTunnels)
        {
            return default;
        }

        Place place = parties.PlaceOf(party);
        return new StageKey(
            isStaged ? place.Node : null, place.Kind == PlaceKind.Host ? party.Address : null, place.Kind == PlaceKind.Pod && party.Address is { } address ? _pools.Of(address) : null);
    }

    /// <summary>What a pod on its node's network may be taken for; null for all else.</summary>
    public PodClass? PodClassOf(in Party party) => parties.AsPod(party) is { } pod ? new PodClass(pod.AddressClass, pod.IngressChain, pod.EgressChain) : null;

    /// <summary>The interfaces that traffic between a node and a pod may take where another node is the other's: a tunnel or the uplink, by the pool of the pod.</summary>
    private ImmutableArray<Governor> Between(string node, string other, in Party pod)
    {
        ImmutableArray<Governor> uplinks = interfaces.Uplinks(node, pod.Family);
        Governor tunnel = interfaces.Of(node).GovernorOfOthers();
        return _pools.IsEncapsulated(pod, node, other) switch
        {
            Certainty.Yes => [tunnel],
            Certainty.No => uplinks,
            _ => [tunnel, .. uplinks.Where(uplink => uplink != tunnel)],
        };
    }

    /// <summary>The interface of a host that has its address.</summary>
    private ImmutableArray<Governor> At(string node, in Party host) =>
        host.Address is { } address && interfaces.Of(node) is { IsEmpty: false } hosts ? [hosts.GovernorAt(address)] : interfaces.Uplinks(node, host.Family);

    /// <summary>The stages of whichever governor it is, of these families in turn; null where none has any.</summary>
    private static T? Pass<T>(
        ImmutableArray<Governor> governors, ReadOnlySpan<PolicyFamily> families, Directions direction, in Party self, in Party peer, IStages<T> stages, bool poolDecides = false)
        where T : class
    {
        T? all = null;
        for (int index = 0; index < governors.Length; index++)
        {
            T? one = InTurn(governors[index], families, direction, self, peer, stages);
            if (index == 0)
            {
                all = one;
            }
            else if (all is not null || one is not null)
            {
                T open = stages.Fixed(FixedTables.HostNetwork);
                all = stages.Combine(poolDecides ? Combination.EitherPool : Combination.EitherInterface, all ?? open, one ?? open);
            }
        }

        return all;
    }

    /// <summary>Each stage decides about what those before it leave open. Felix never renders untracked policy for the host endpoint of all interfaces.</summary>
    private static T? InTurn<T>(Governor governor, ReadOnlySpan<PolicyFamily> families, Directions direction, in Party self, in Party peer, IStages<T> stages)
        where T : class
    {
        if (governor.Doubt is { } doubt)
        {
            return stages.Fixed(doubt);
        }

        T? rest = null;
        for (int index = families.Length - 1; index >= 0; index--)
        {
            bool isRendered = families[index] != PolicyFamily.Untracked || governor.Stages?.HostEndpoint.InterfaceName != "*";
            if (isRendered && governor.Find(families[index], direction) is { } stage)
            {
                T decides = stages.Stage(stage, self, peer);
                rest = rest is null ? decides : stages.Combine(Combination.OrElse, decides, rest);
            }
        }

        return rest;
    }

    private bool IsExempt(in Party pod, Place own) => pod.Family == IpFamily.V6 && !model.Felix.Of(own.Node).Ipv6Support;

    /// <summary>What decides about a host where no stage does.</summary>
    private DecisionTable OpenHost(in Party host) =>
        host.Endpoint != Party.NoEndpoint && model.Endpoints[host.Endpoint].Kind == EndpointKind.HostNetworkPod ? FixedTables.HostNetwork : FixedTables.External;

    /// <summary>
    /// The sources that a host may see where a pod of another node sends: its own address, or that of its node, which is null
    /// where the input does not give it.
    /// </summary>
    private ImmutableArray<Party?> ShownToHost(in Party source, Place from, in Party host)
    {
        Certainty translated = from.Kind == PlaceKind.Pod && !IsExempt(source, from) && !model.Felix.Of(from.Node).NatOutgoingExcludesHosts
            ? _pools.IsTranslated(source, host.Address)
            : Certainty.No;
        return translated switch
        {
            Certainty.No => [source],
            Certainty.Yes => [NodeOf(source, from)],
            _ => [source, NodeOf(source, from)],
        };
    }

    /// <summary>The node of a pod with its own address, if the input gives that.</summary>
    private Party? NodeOf(in Party pod, Place place) => nodes.Find(place.Node)?.AddressIn(pod.Family) is { } address ? parties.At(address) : null;

    /// <summary>
    /// What a host shows to a pod of another node: where a tunnel takes the packets, the address of that (Linux gives a packet
    /// the first address of the interface it leaves by). Which it is counts only where policies do not take all that it may be alike.
    /// </summary>
    private (ImmutableArray<Party> Parties, Combination How) ShownByHost(in Party host, Place from, in Party pod, Place to)
    {
        Certainty isWrapped = from.Kind == PlaceKind.Host && to.Kind == PlaceKind.Pod ? _pools.IsEncapsulated(pod, from.Node, to.Node) : Certainty.No;
        if (isWrapped == Certainty.No)
        {
            return ([host], Combination.EitherPool);
        }

        if (nodes.Find(from.Node)?.TunnelIn(pod.Family) is { } tunnel)
        {
            return (isWrapped == Certainty.Yes ? [parties.At(tunnel)] : [host, parties.At(tunnel)], Combination.EitherPool);
        }

        return ([host, .. _pools.ForTunnels(pod.Family).Select(parties.At)], Combination.EitherTunnel);
    }
}
