using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Conversion;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Proof;

/// <summary>By which interfaces of a node packets come and go, as sets of packets.</summary>
internal sealed class NodeSides
{
    private static readonly string[] s_tunnels = ["tunl0", "vxlan.calico"];

    private readonly PacketBits _bits;
    private readonly IpPool[] _pools;
    private readonly ImmutableArray<NodeInterface> _uplinks;
    private readonly ImmutableArray<InterfacePattern> _others;
    private readonly Endpoint[] _otherPods;

    public NodeSides(PolicySnapshot snapshot, NodeState state, PacketBits bits)
    {
        string node = state.Name;
        (_bits, _uplinks) = (bits, state.Interfaces);
        PolicyModel model = snapshot.Model;
        _pools = [.. model.IpPools.OrderByDescending(pool => pool.Cidr.Length)];
        Pods = [.. model.Endpoints.Where(endpoint => IsPodOf(endpoint, node) && !endpoint.Addresses.IsEmpty)];
        HasHosts = model.Endpoints.Any(endpoint => endpoint.Kind == EndpointKind.HostEndpoint && (endpoint.Node == node || endpoint.Node.Length == 0));
        _others = [.. bits.Interfaces.Names.Where(name => name != "lo" && !state.Settings.InterfacePrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).Select(name => new InterfacePattern(name, IsPrefix: false))];
        _otherPods = [.. model.Endpoints.Where(endpoint => endpoint.Kind is EndpointKind.Pod or EndpointKind.Workload && endpoint.Node != node && (!HasHosts || endpoint.Node.Length > 0))];
        HostAddresses = AddressSet.FromAddresses(model.Nodes.Where(known => known.Name == node).SelectMany(known => known.Addresses));
        AddressSet nodes = AddressSet.FromAddresses(model.Nodes.SelectMany(known => known.Addresses.Concat(known.TunnelAddresses)));
        AddressSet hosts = AddressSet.FromAddresses(model.Endpoints.Where(endpoint => endpoint.Kind is not (EndpointKind.Pod or EndpointKind.Workload)).SelectMany(endpoint => endpoint.Addresses)).Union(nodes);
        AddressSet pods = AddressSet.FromAddresses(model.Endpoints.Where(endpoint => endpoint.Kind is EndpointKind.Pod or EndpointKind.Workload).SelectMany(endpoint => endpoint.Addresses));

        // Which way packets of other nodes come depends on more where host endpoints govern interfaces.
        Outside = (HasHosts ? pods.Union(hosts) : pods.Union(HostAddresses)).Complement();
        FromPods = Bound(PacketSide.Source, Pods);
        ToPods = Bound(PacketSide.Destination, Pods);
        Between = Diagrams.Minus(Diagrams.And(FromPods, ToPods), Diagrams.Union(Pods.Select(pod => Diagrams.And(Bound(PacketSide.Source, [pod]), Bound(PacketSide.Destination, [pod])))));
        FromOutside = Diagrams.And(Link(PacketSide.Source, Uplinks()), bits.Address(PacketSide.Source, Outside));
        ToOutside = Diagrams.And(Link(PacketSide.Destination, Uplinks()), bits.Address(PacketSide.Destination, Outside));
        FromOtherPods = OfOthers(PacketSide.Source, Pods, _otherPods);
        ToOtherPods = OfOthers(PacketSide.Destination, _otherPods, _otherPods);
    }

    /// <summary>The interfaces that are told apart though rules may not name them.</summary>
    public static IEnumerable<string> InterfacesOf(NodeState state) =>
        state.Workloads.Select(pod => pod.Interface).Concat(state.Interfaces.Select(link => link.Name)).Concat(s_tunnels);

    /// <summary>The pods of the node that have addresses.</summary>
    public ImmutableArray<Endpoint> Pods { get; }

    /// <summary>Whether host endpoints govern interfaces of the node, so that it matters by which packets come.</summary>
    public bool HasHosts { get; }

    /// <summary>The addresses of the node.</summary>
    public AddressSet HostAddresses { get; }

    public AddressSet Outside { get; }

    /// <summary>The packets that come from a pod of the node by its interface.</summary>
    public Diagram FromPods { get; }

    /// <summary>The packets that go to a pod of the node by its interface.</summary>
    public Diagram ToPods { get; }

    /// <summary>The packets from one pod of the node to another. What a pod sends to itself nobody sees.</summary>
    public Diagram Between { get; }

    public Diagram FromOutside { get; }

    public Diagram ToOutside { get; }

    /// <summary>The packets that come from a pod of another node, to a pod of this one.</summary>
    public Diagram FromOtherPods { get; }

    public Diagram ToOtherPods { get; }

    private Diagrams Diagrams => _bits.Diagrams;

    /// <summary>The packets from outside that come by the interface of an address of the node, or go by it.</summary>
    public Diagram OutsideAt(IpAddress address, PacketSide outside) => Diagrams.And(
        _bits.Address(outside, Outside),
        Diagrams.And(
            Link(outside, HasHosts ? [.. _uplinks.Where(link => link.Addresses.Contains(address)).Select(link => new InterfacePattern(link.Name, IsPrefix: false))] : _others),
            _bits.Address(outside == PacketSide.Source ? PacketSide.Destination : PacketSide.Source, AddressSet.Of(address))));

    private static bool IsPodOf(Endpoint endpoint, string node) => endpoint.Kind is EndpointKind.Pod or EndpointKind.Workload && endpoint.Node == node && !endpoint.IsMissing;

    private Diagram Link(PacketSide side, ImmutableArray<InterfacePattern> names) => _bits.Interface(isIncoming: side == PacketSide.Source, names);

    private Diagram Bound(PacketSide side, IEnumerable<Endpoint> pods) => Diagrams.Union(pods.Select(pod => Diagrams.And(
        Link(side, [new InterfacePattern(WorkloadInterface.NameOf(pod), IsPrefix: false)]),
        _bits.Address(side, AddressSet.FromAddresses(pod.Addresses)))));

    private ImmutableArray<InterfacePattern> Uplinks() => HasHosts
        ? [.. _uplinks.Where(link => link.Addresses.Any(HostAddresses.Contains)).Select(link => new InterfacePattern(link.Name, IsPrefix: false))]
        : _others;

    // The way between nodes is told by the pool of the pod that receives.
    private Diagram OfOthers(PacketSide side, IEnumerable<Endpoint> receivers, IEnumerable<Endpoint> others)
    {
        Diagram known = _bits.Address(side, AddressSet.FromAddresses(others.SelectMany(pod => pod.Addresses)));
        Diagram all = Diagram.None;
        foreach (IGrouping<(bool Plain, bool Wrapped), IpAddress> way in receivers.SelectMany(pod => pod.Addresses).Where(address => address.Family == _bits.Family).GroupBy(WayOf))
        {
            ImmutableArray<InterfacePattern> names = !HasHosts ? _others :
            [
                .. way.Key.Plain ? Uplinks() : [],
                .. way.Key.Wrapped ? s_tunnels.Select(name => new InterfacePattern(name, IsPrefix: false)) : [],
            ];
            Diagram receiving = _bits.Address(PacketSide.Destination, AddressSet.FromAddresses(way));
            all = Diagrams.Or(all, Diagrams.And(receiving, Link(side, names)));
        }

        return Diagrams.And(known, all);
    }

    private (bool Plain, bool Wrapped) WayOf(IpAddress address)
    {
        IpPool? pool = _pools.FirstOrDefault(pool => pool.Cidr.Contains(address));
        EncapsulationMode? mode = pool is null ? null : pool.Ipip > pool.Vxlan ? pool.Ipip : pool.Vxlan;
        return (mode != EncapsulationMode.Always, mode != EncapsulationMode.Never);
    }
}
