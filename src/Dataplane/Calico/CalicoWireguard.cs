using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>
/// Calico's encryption between nodes: what is at a node that has published a key goes through WireGuard, by a table of its own
/// that is asked before the main one, and all else as the pools say.
/// </summary>
internal sealed class CalicoWireguard(DestinationTable table, CalicoSettings settings, int mtu)
{
    private const int Priority = 99;
    private const ushort Port = 51820;
    private const ushort PortV6 = 51821;

    /// <summary>Whether a node encrypts in a family.</summary>
    public bool Encrypts(string name, IpFamily family) =>
        settings.Encrypts(family) && table.Nodes.TryGetValue(name, out ClusterNode? node) && node.Address(family) is not null && KeyOf(node, family) is not null;

    /// <summary>The interfaces of a node, one for each family in which it encrypts.</summary>
    public IEnumerable<WireguardDevice> DevicesOf(ClusterNode node) =>
        from family in (IpFamily[])[IpFamily.V4, IpFamily.V6]
        where Encrypts(node.Name, family)
        let isV4 = family == IpFamily.V4
        select new WireguardDevice(DeviceOf(family), isV4 ? Port : PortV6, [.. PeersOf(node, family)])
        {
            Mtu = isV4 ? settings.WireguardMtu ?? mtu - CalicoDevices.WireguardOverhead : settings.WireguardMtuV6 ?? mtu - CalicoDevices.WireguardV6Overhead,
            Addresses = node.WireguardTunnel(family) is { } own ? [new InterfaceAddress(own, own.BitLength)] : [],
        };

    /// <summary>The rules by which a node's packets ask the tables of its encryption.</summary>
    public IEnumerable<RoutingRule> RulesOf(ClusterNode node) =>
        from family in (IpFamily[])[IpFamily.V4, IpFamily.V6]
        where Encrypts(node.Name, family)
        select new RoutingRule(Priority, RouteTable.Of(
            from held in HeldOf(node.Name, family)
            select held.Node != node.Name && Encrypts(held.Node, family)
                ? new Route(held.Prefix) { Device = DeviceOf(family), Protocol = RouteProtocol.Felix }
                : new Route(held.Prefix) { Kind = RouteKind.Throw, Protocol = RouteProtocol.Felix }));

    private IEnumerable<WireguardPeer> PeersOf(ClusterNode self, IpFamily family) =>
        from peer in HeldOf(self.Name, family).GroupBy(held => held.Node, held => held.Prefix, StringComparer.Ordinal)
        where peer.Key != self.Name && Encrypts(peer.Key, family)
        let node = table.Nodes[peer.Key]
        select new WireguardPeer(DeviceOf(family), KeyOf(node, family)!, node.Address(family)!.Value.Address, family == IpFamily.V4 ? Port : PortV6, [.. peer]);

    /// <summary>Blocks, single addresses and tunnels of all nodes: own ones too, which may lie in the block of another node.</summary>
    private IEnumerable<(IpPrefix Prefix, string Node)> HeldOf(string self, IpFamily family)
    {
        RouteResolver resolver = new(table, self);
        return from entry in table.All
               where entry.Key.Family == family
               let known = resolver.Resolve(entry.Key)
               where known is not null && known.Node.Length > 0 && (known.Types & (RouteTypes.RemoteWorkload | RouteTypes.RemoteTunnel | RouteTypes.LocalWorkload | RouteTypes.LocalTunnel)) != RouteTypes.CidrInfo
               select (entry.Key, known.Node);
    }

    private static string DeviceOf(IpFamily family) => family == IpFamily.V4 ? CalicoDevices.Wireguard : CalicoDevices.WireguardV6;

    private static string? KeyOf(ClusterNode node, IpFamily family) => family == IpFamily.V4 ? node.WireguardKeyV4 : node.WireguardKeyV6;
}
