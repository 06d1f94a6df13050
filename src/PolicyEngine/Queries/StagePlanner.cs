using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// Knows the stages that a half of a flow passes, in order (Felix: <c>static.go</c>). At its source a flow passes what
/// stands before and behind the pod's egress there; at its destination what stands before and behind the pod's ingress, or
/// the stages of the host itself. Pods on one node share what lies between them: before the source's egress it is the
/// source's half, behind the destination's ingress the destination's.
/// </summary>
internal sealed partial class StagePlanner(PolicyModel model, Parties parties, NodeInterfaces interfaces)
{
    private readonly ConcurrentDictionary<FelixConfiguration, DecisionTable?> _fromWorkloads = new(ReferenceEqualityComparer.Instance);
    private readonly TunnelTables _tunnels = new(model);

    /// <summary>The half of <paramref name="self"/>, which is the source for egress. Both parties have a class in one family.</summary>
    /// <param name="self">The party whose half it is.</param>
    /// <param name="peer">The other party.</param>
    /// <param name="direction">Egress of the source or ingress of the destination.</param>
    /// <param name="isOrdinary">Whether to leave aside that pods may not send encapsulated packets.</param>
    /// <param name="stages">Carries the stages out.</param>
    public T Plan<T>(in Party self, in Party peer, Directions direction, bool isOrdinary, IStages<T> stages)
        where T : class
    {
        if ((direction == Directions.Egress ? peer.Via : self.Via) is { } entry)
        {
            return direction == Directions.Egress ? ToEntry(self, peer, entry, isOrdinary, stages) : FromEntry(self, peer, entry, stages);
        }

        Place own = PlaceOf(self);
        Place other = PlaceOf(peer);
        return (own.Kind, direction) switch
        {
            (PlaceKind.Pod, Directions.Egress) => FromPod(self, peer, own, other, isOrdinary, stages),
            (PlaceKind.Pod, _) => ToPod(self, peer, own, other, stages),
            (PlaceKind.Host, Directions.Egress) => FromHost(self, peer, own, other, stages),
            (PlaceKind.Host, _) => ToHost(self, peer, own, other, stages),
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
        if (interfaces.IsEmpty && model.Felix.IsDefault && !isTranslated)
        {
            return default;
        }

        Place place = PlaceOf(party);
        return new StageKey(
            place.Node, place.Kind == PlaceKind.Host ? party.Address : null, place.Kind == PlaceKind.Pod && party.Address is { } address ? PoolOf(address) : null);
    }

    /// <summary>The half of a pod that sends; <paramref name="entry"/> is the port of its own node that it uses, or null.</summary>
    private T FromPod<T>(in Party self, in Party peer, Place own, Place other, bool isOrdinary, IStages<T> stages, EntryPoint? entry = null)
        where T : class
    {
        if (IsExempt(self, own))
        {
            return stages.Fixed(FixedTables.FamilyNotPoliced);
        }

        T chain = stages.Chain(self.EgressChain, self, peer);
        if (!isOrdinary && FromWorkloads(own.Node) is { } encapsulated)
        {
            chain = stages.Combine(Combination.OrElse, stages.Fixed(encapsulated), chain);
        }

        if (!interfaces.TouchesForwarded && other.Kind != PlaceKind.Host)
        {
            return PastServices(chain, peer, other, own.Node, stages);
        }

        T? local = null;
        if (IsLocal(own, other) != Certainty.No)
        {
            local = other.Kind == PlaceKind.Host && self.Family == IpFamily.V6
                ? stages.Combine(Combination.OrElse, stages.Fixed(FixedTables.NeighborDiscovery), chain)
                : chain;
            local = Behind(Entering(own.Node, self, peer, forwarded: other.Kind == PlaceKind.Pod, stages, entry), local, stages);
            if (IsLocal(own, other) == Certainty.Yes)
            {
                return local;
            }
        }

        T remote = Behind(Entering(own.Node, self, peer, forwarded: true, stages, entry), chain, stages);
        remote = Also(remote, Leaving(own.Node, self, peer, other, stages), stages);
        remote = PastServices(remote, peer, other, own.Node, stages);
        return local is null || ReferenceEquals(local, remote) ? remote : stages.Combine(Combination.EitherNode, local, remote);
    }

    private T ToPod<T>(in Party self, in Party peer, Place own, Place other, IStages<T> stages)
        where T : class
    {
        if (IsExempt(self, own))
        {
            return stages.Fixed(FixedTables.FamilyNotPoliced);
        }

        T chain = stages.Chain(self.IngressChain, self, peer);
        Certainty isLocal = IsLocal(own, other);
        T? local = isLocal == Certainty.No ? null
            : other.Kind == PlaceKind.Host ? stages.Fixed(FixedTables.LocalHost)
            : Also(chain, Exiting(own.Node, self, peer, stages), stages);
        if (isLocal == Certainty.Yes)
        {
            return local!;
        }

        T remote = Behind(Arriving(own.Node, self, peer, other, stages), chain, stages);
        remote = Also(remote, Exiting(own.Node, self, peer, stages), stages);
        return local is null || ReferenceEquals(local, remote) ? remote : stages.Combine(Combination.EitherNode, local, remote);
    }

    /// <summary>Traffic of the host itself passes the interface it leaves by; what its own pods receive is not policed.</summary>
    private T FromHost<T>(in Party self, in Party peer, Place own, Place other, IStages<T> stages)
        where T : class
    {
        T open = stages.Fixed(OpenHost(self));
        if (interfaces.IsEmpty || (other.Kind == PlaceKind.Pod && IsLocal(own, other) == Certainty.Yes))
        {
            return open;
        }

        if (own.Node.Length == 0)
        {
            return stages.Fixed(FixedTables.NodeUnknown);
        }

        if (IsExempt(self, own))
        {
            return stages.Fixed(FixedTables.FamilyNotPoliced);
        }

        ImmutableArray<Governor> governors = other.Kind switch
        {
            PlaceKind.Host when IsLocal(own, other) == Certainty.Yes => [interfaces.Of(own.Node).GovernorOfOthers()],
            PlaceKind.Pod => Between(own.Node, peer, self.Family),
            _ => At(own.Node, self),
        };
        T remote = Pass(governors, [PolicyFamily.Untracked, PolicyFamily.Normal], Directions.Egress, self, peer, PoolDecides(other), stages) ?? open;
        return IsLocal(own, other) == Certainty.Maybe && other.Kind == PlaceKind.Pod && !ReferenceEquals(remote, open)
            ? stages.Combine(Combination.EitherNode, open, remote)
            : remote;
    }

    private T ToHost<T>(in Party self, in Party peer, Place own, Place other, IStages<T> stages)
        where T : class
    {
        T open = stages.Fixed(OpenHost(self));
        Certainty isLocal = IsLocal(own, other);
        EndpointToHostAction action = model.Felix.Of(own.Node).DefaultEndpointToHostAction;
        if (other.Kind != PlaceKind.Pod || (interfaces.IsEmpty && action == EndpointToHostAction.Accept))
        {
            return FromElsewhere(self, peer, own, other, isLocal == Certainty.Yes, open, stages);
        }

        T local = FromOwnPod(self, own, action, stages);
        return isLocal switch
        {
            Certainty.Yes => local,
            Certainty.No => FromElsewhere(self, peer, own, other, isLoopback: false, open, stages),
            _ => stages.Combine(Combination.EitherNode, local, FromElsewhere(self, peer, own, other, isLoopback: false, open, stages)),
        };
    }

    /// <summary>What a node makes of packets of its pods (Felix: the chain from workloads to the host).</summary>
    private T FromOwnPod<T>(in Party host, Place own, EndpointToHostAction action, IStages<T> stages)
        where T : class
    {
        if (IsExempt(host, own))
        {
            return stages.Fixed(FixedTables.FamilyNotPoliced);
        }

        T half = stages.Fixed(FixedTables.ToHost(action));
        half = _tunnels.Into(own.Node, host.Family, isFromNode: false) is { } tunnels ? stages.Combine(Combination.OrElse, stages.Fixed(tunnels), half) : half;
        return host.Family == IpFamily.V6 ? stages.Combine(Combination.OrElse, stages.Fixed(FixedTables.NeighborDiscovery), half) : half;
    }

    /// <summary>What arrives at a host passes the interface it arrives by.</summary>
    private T FromElsewhere<T>(in Party self, in Party peer, Place own, Place other, bool isLoopback, T open, IStages<T> stages)
        where T : class
    {
        if (interfaces.IsEmpty)
        {
            return open;
        }

        if (own.Node.Length == 0)
        {
            return stages.Fixed(FixedTables.NodeUnknown);
        }

        if (IsExempt(self, own))
        {
            return stages.Fixed(FixedTables.FamilyNotPoliced);
        }

        ImmutableArray<Governor> governors = isLoopback ? [interfaces.Of(own.Node).GovernorOfOthers()] : At(own.Node, self);
        Certainty translated = other.Kind == PlaceKind.Pod ? IsTranslated(peer, self, other) : Certainty.No;
        T? seen = translated == Certainty.Yes ? null : Met(governors, self, peer, own, open, stages);
        if (translated == Certainty.No)
        {
            return seen!;
        }

        T node = AddressOf(other.Node, self.Family) is { } address ? Met(governors, self, parties.At(address), own, open, stages) : stages.Fixed(FixedTables.NodeUnknown);
        return seen is null ? node : stages.Combine(Combination.EitherPool, seen, node);
    }

    /// <summary>The stages before a host, for traffic that shows the address of <paramref name="source"/>.</summary>
    // Encapsulated packets of nodes are accepted, and those of others dropped, whatever untracked and pre-DNAT policies
    // allowed (Felix: the order of the INPUT chain).
    private T Met<T>(ImmutableArray<Governor> governors, in Party host, in Party source, Place own, T open, IStages<T> stages)
        where T : class
    {
        bool isFromNode = parties.NodeOf(source) is not null || (source.Address is { } address && model.Felix.Of(own.Node).ExternalNodes.Contains(address));
        if (_tunnels.Into(own.Node, host.Family, isFromNode) is not { } tunnels)
        {
            return Pass(governors, [PolicyFamily.Untracked, PolicyFamily.PreDnat, PolicyFamily.Normal], Directions.Ingress, host, source, false, stages) ?? open;
        }

        T? before = Pass(governors, [PolicyFamily.Untracked, PolicyFamily.PreDnat], Directions.Ingress, host, source, false, stages);
        T half = Pass(governors, [PolicyFamily.Normal], Directions.Ingress, host, source, false, stages) ?? open;
        half = before is null ? half : stages.Combine(Combination.OrElse, before, half);
        return Behind(before, stages.Combine(Combination.OrElse, stages.Fixed(tunnels), half), stages);
    }

    /// <summary>
    /// Whether a pod's packets to a host of another node show the address of the pod's own node (<c>natOutgoing</c>), whose
    /// settings count.
    /// </summary>
    private Certainty IsTranslated(in Party pod, in Party host, Place own)
    {
        if (IsExempt(pod, own) || model.Felix.Of(own.Node).NatOutgoingExcludesHosts || (host.Address is { } to && PoolOf(to) is not null))
        {
            return Certainty.No;
        }

        return pod.Address is { } address && PoolOf(address) is { } pool ? (pool.NatOutgoing ? Certainty.Yes : Certainty.No) : Certainty.Maybe;
    }

    private IpAddress? AddressOf(string node, IpFamily family)
    {
        foreach (IpAddress address in model.Nodes.FirstOrDefault(candidate => candidate.Name == node)?.Addresses ?? [])
        {
            if (address.Family == family)
            {
                return address;
            }
        }

        return null;
    }

    /// <summary>The smallest pool that holds an address.</summary>
    private IpPool? PoolOf(IpAddress address)
    {
        IpPool? found = null;
        foreach (IpPool pool in model.IpPools)
        {
            if (pool.Cidr.Contains(address) && (found is null || pool.Cidr.Length > found.Cidr.Length))
            {
                found = pool;
            }
        }

        return found;
    }

    /// <summary>What stands before a pod's egress on its own node: the node's host endpoint for all interfaces.</summary>
    private T? Entering<T>(string node, in Party pod, in Party destination, bool forwarded, IStages<T> stages, EntryPoint? entry)
        where T : class
    {
        if (!interfaces.TouchesForwarded)
        {
            return null;
        }

        if (node.Length == 0)
        {
            return stages.Fixed(FixedTables.NodeUnknown);
        }

        if (entry is not null)
        {
            return Entering(interfaces.Of(node).GovernorOfOthers(), entry, forwarded ? PolicyFamily.Forward : null, destination, pod, stages);
        }

        ReadOnlySpan<PolicyFamily> families = forwarded ? [PolicyFamily.PreDnat, PolicyFamily.Forward] : [PolicyFamily.PreDnat];
        return Pass([interfaces.Of(node).GovernorOfOthers()], families, Directions.Ingress, destination, pod, false, stages);
    }

    /// <summary>What stands behind a pod's ingress on its own node.</summary>
    private T? Exiting<T>(string node, in Party pod, in Party source, IStages<T> stages)
        where T : class
    {
        if (!interfaces.TouchesForwarded)
        {
            return null;
        }

        if (node.Length == 0)
        {
            return stages.Fixed(FixedTables.NodeUnknown);
        }

        return Pass([interfaces.Of(node).GovernorOfOthers()], [PolicyFamily.Forward], Directions.Egress, source, pod, false, stages);
    }

    /// <summary>What stands behind a pod's egress where its traffic leaves the node.</summary>
    private T? Leaving<T>(string node, in Party pod, in Party destination, Place other, IStages<T> stages)
        where T : class
    {
        // That the node is not known has been said by what stands before.
        if (!interfaces.TouchesForwarded || node.Length == 0)
        {
            return null;
        }

        ImmutableArray<Governor> governors = other.Kind == PlaceKind.Pod ? Between(node, destination, pod.Family) : interfaces.Uplinks(node, pod.Family);
        return Pass(governors, [PolicyFamily.Forward], Directions.Egress, pod, destination, PoolDecides(other), stages);
    }

    /// <summary>What stands before a pod's ingress where traffic comes from another machine.</summary>
    private T? Arriving<T>(string node, in Party pod, in Party source, Place other, IStages<T> stages)
        where T : class
    {
        if (!interfaces.TouchesForwarded)
        {
            return null;
        }

        if (node.Length == 0)
        {
            return stages.Fixed(FixedTables.NodeUnknown);
        }

        ImmutableArray<Governor> governors = other.Kind == PlaceKind.Outside ? interfaces.Uplinks(node, pod.Family) : Between(node, pod, pod.Family);
        return Pass(governors, [PolicyFamily.Untracked, PolicyFamily.PreDnat, PolicyFamily.Forward], Directions.Ingress, pod, source, PoolDecides(other), stages);
    }

    /// <summary>The interfaces that traffic between a node and a pod of another may take: a tunnel or the uplink, by the pool of the pod.</summary>
    private ImmutableArray<Governor> Between(string node, in Party pod, IpFamily family)
    {
        ImmutableArray<Governor> uplinks = interfaces.Uplinks(node, family);
        Governor tunnel = interfaces.Of(node).GovernorOfOthers();
        return IsEncapsulated(pod) switch
        {
            Certainty.Yes => [tunnel],
            Certainty.No => uplinks,
            _ => [tunnel, .. uplinks.Where(uplink => uplink != tunnel)],
        };
    }

    private Certainty IsEncapsulated(in Party pod)
    {
        if (pod.Address is not { } address || PoolOf(address) is not { } pool)
        {
            return Certainty.Maybe;
        }

        return (pool.Ipip > pool.Vxlan ? pool.Ipip : pool.Vxlan) switch
        {
            EncapsulationMode.Always => Certainty.Yes,
            EncapsulationMode.Never => Certainty.No,
            _ => Certainty.Maybe,
        };
    }

    private ImmutableArray<Governor> At(string node, in Party host) =>
        host.Address is { } address && interfaces.Of(node) is { IsEmpty: false } hosts ? [hosts.GovernorAt(address)] : interfaces.Uplinks(node, host.Family);

    /// <summary>The stages of whichever governor it is, of these families in turn; null where none has any.</summary>
    private static T? Pass<T>(
        ImmutableArray<Governor> governors, ReadOnlySpan<PolicyFamily> families, Directions direction, in Party self, in Party peer, bool poolDecides, IStages<T> stages)
        where T : class
    {
        T? all = null;
        for (int index = 0; index < governors.Length; index++)
        {
            Governor governor = governors[index];
            T? one = governor.IsUnclear
                ? Unclear(governor, stages)
                : InTurn(governor.Stages, families, direction, self, peer, stages);
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

    private static T Unclear<T>(Governor governor, IStages<T> stages)
        where T : class =>
        stages.Fixed(governor.Fault is { } fault ? DecisionTable.Always(Decisions.Unknown(null, null, null, fault)) : FixedTables.InterfaceUnknown);

    private static bool PoolDecides(Place other) => other.Kind == PlaceKind.Pod;

    /// <summary>Each stage decides about what those before it leave open. Felix never renders untracked policy for the host endpoint of all interfaces.</summary>
    private static T? InTurn<T>(HostStages? host, ReadOnlySpan<PolicyFamily> families, Directions direction, in Party self, in Party peer, IStages<T> stages)
        where T : class
    {
        T? rest = null;
        for (int index = families.Length - 1; index >= 0; index--)
        {
            bool isRendered = families[index] != PolicyFamily.Untracked || host?.HostEndpoint.InterfaceName != "*";
            if (isRendered && host?.Find(families[index], direction) is { } stage)
            {
                T decides = stages.Stage(stage, self, peer);
                rest = rest is null ? decides : stages.Combine(Combination.OrElse, decides, rest);
            }
        }

        return rest;
    }

    private static T Behind<T>(T? before, T chain, IStages<T> stages)
        where T : class => before is null ? chain : stages.Combine(Combination.Then, before, chain);

    private static T Also<T>(T chain, T? behind, IStages<T> stages)
        where T : class => behind is null ? chain : stages.Combine(Combination.ThenAlso, chain, behind);

    /// <summary>Packets that are still addressed to a service when they leave would come back again and again.</summary>
    private T PastServices<T>(T half, in Party peer, Place other, string node, IStages<T> stages)
        where T : class =>
        other.Kind == PlaceKind.Outside && peer.Address is { } address && model.ServiceAddresses.Contains(address) && model.Felix.Of(node).PreventsServiceLoops
            ? stages.Combine(Combination.ThenAlso, half, stages.Fixed(FixedTables.ServiceLoop))
            : half;

    private DecisionTable? FromWorkloads(string node) =>
        _fromWorkloads.GetOrAdd(model.Felix.Of(node), static (felix, profile) => EncapsulatedPackets.FromWorkloads(felix, profile), model.Profile);

    private bool IsExempt(in Party pod, Place own) => pod.Family == IpFamily.V6 && !model.Felix.Of(own.Node).Ipv6Support;

    private DecisionTable OpenHost(in Party host) =>
        host.Endpoint != Party.NoEndpoint && model.Endpoints[host.Endpoint].Kind == EndpointKind.HostNetworkPod ? FixedTables.HostNetwork : FixedTables.External;

    private static Certainty IsLocal(Place own, Place other) =>
        other.Kind == PlaceKind.Outside ? Certainty.No
        : own.Node.Length == 0 || other.Node.Length == 0 ? Certainty.Maybe
        : own.Node == other.Node ? Certainty.Yes
        : Certainty.No;

    private Place PlaceOf(in Party party)
    {
        if (parties.NodeOf(party) is { } node)
        {
            return new Place(PlaceKind.Host, node);
        }

        return party.Endpoint == Party.NoEndpoint ? new Place(PlaceKind.Outside, "") : new Place(PlaceKind.Pod, model.Endpoints[party.Endpoint].Node);
    }

    private enum PlaceKind
    {
        Outside,
        Pod,
        Host,
    }

    /// <summary>Where a party is: the node is empty where the input does not give it.</summary>
    private readonly record struct Place(PlaceKind Kind, string Node);
}
