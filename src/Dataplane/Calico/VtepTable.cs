using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>The ends of Calico's VXLAN in a cluster. Where two nodes have one tunnel address or one Ethernet address, the later node's counts.</summary>
internal sealed class VtepTable
{
    private readonly Dictionary<(string Node, IpFamily Family), Vtep> _byNode = [];
    private readonly Dictionary<IpAddress, Vtep> _byTunnel = [];
    private readonly Dictionary<(IpFamily Family, MacAddress Mac), Vtep> _byMac = [];

    public VtepTable(IEnumerable<ClusterNode> nodes)
    {
        foreach (ClusterNode node in nodes)
        {
            foreach (IpFamily family in Families.Both)
            {
                if (Vtep.Of(node, family) is { } vtep)
                {
                    _byNode[(node.Name, family)] = vtep;
                    _byTunnel[vtep.TunnelAddress] = vtep;
                    _byMac[(family, vtep.Mac)] = vtep;
                }
            }
        }
    }

    /// <summary>The end of a node; null where it has none.</summary>
    public Vtep? Of(string node, IpFamily family) => _byNode.GetValueOrDefault((node, family));

    /// <summary>What a node knows of the others' ends.</summary>
    public LinkTable LinksOf(string node) => new VtepLinks(this, node);

    private sealed class VtepLinks(VtepTable vteps, string self) : LinkTable
    {
        public override IEnumerable<Neighbour> Neighbours => Others.Select(NeighbourOf);

        public override IEnumerable<FdbEntry> Forwarding => Others.Select(EntryOf);

        private IEnumerable<Vtep> Others => vteps._byNode.Values.Where(vtep => vtep.Node != self);

        public override Neighbour? Neighbour(string device, IpAddress address) =>
            vteps._byTunnel.GetValueOrDefault(address) is { } vtep && vtep.Node != self && DeviceOf(vtep) == device ? NeighbourOf(vtep) : null;

        public override FdbEntry? Entry(string device, MacAddress mac) =>
            vteps._byMac.GetValueOrDefault((device == CalicoDevices.Vxlan ? IpFamily.V4 : IpFamily.V6, mac)) is { } vtep && vtep.Node != self && DeviceOf(vtep) == device ? EntryOf(vtep) : null;

        private static string DeviceOf(Vtep vtep) => vtep.TunnelAddress.Family == IpFamily.V4 ? CalicoDevices.Vxlan : CalicoDevices.VxlanV6;

        private static Neighbour NeighbourOf(Vtep vtep) => new(DeviceOf(vtep), vtep.TunnelAddress, vtep.Mac);

        private static FdbEntry EntryOf(Vtep vtep) => new(DeviceOf(vtep), vtep.Mac, vtep.NodeAddress);
    }
}
