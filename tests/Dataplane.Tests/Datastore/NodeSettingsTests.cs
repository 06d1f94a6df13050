using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Datastore;

/// <summary>What the settings of one node make of the cluster's, and of the network.</summary>
public sealed class NodeSettingsTests
{
    private const string Everywhere = """
        {apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {natOutgoingAddress: 10.0.1.99, natPortRange: "50000:50010", vxlanMTU: 1300, vxlanVNI: 5000}}
        """;

    private const string OfNode = """
        {apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: node.w1}, spec: {vxlanPort: 4790, vxlanMTU: 0, wireguardEnabled: true, wireguardListeningPort: 51900, wireguardHostEncryptionEnabled: true}}
        """;

    [Theory]
    [InlineData(Everywhere, OfNode)]
    [InlineData(OfNode, Everywhere)]
    public void A_node_has_the_clusters_settings_but_for_those_it_has_itself(string first, string second)
    {
        CalicoSettings settings = Dump.Read(first + "\n---\n" + second).Settings;
        CalicoSettings own = settings.For("w1");

        Assert.Equal("10.0.1.99 50000:50010 5000 4790", $"{own.NatOutgoingAddress} {own.NatPortRange} {own.VxlanVni} {own.VxlanPort}");
        Assert.Equal((null, 1300), (own.VxlanMtuV4, settings.For("w2").VxlanMtuV4));
        Assert.Equal((true, true, (ushort)51900), (own.WireguardEnabled, own.WireguardEncryptsHosts, own.WireguardPort));
        Assert.Equal((false, (ushort)4789, (ushort)51821), (settings.WireguardEnabled, settings.VxlanPort, settings.WireguardPortV6));
    }

    [Fact]
    public void A_node_that_takes_the_clusters_ports_back_is_written_so()
    {
        DatastoreView view = Dump.Read(Everywhere + "\n---\n" + """{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: node.w1}, spec: {natPortRange: 0}}""");
        CalicoSettings settings = Dump.Read(DatastoreWriter.Write(view.Told, view.Ipam, view.Settings)).Settings;

        Assert.Equal("50000:50010 ", $"{settings.NatPortRange} {settings.For("w1").NatPortRange}");
    }

    [Theory]
    [InlineData("ipipMode: Always", "10.244.255.255 ", "10.244.255.254 ")]
    [InlineData("vxlanMode: Always", " 10.244.255.255", " 10.244.255.254")]
    public void Tunnels_that_no_node_tells_are_at_the_end_of_the_pool_that_asks_for_them(string mode, string first, string second) =>
        Assert.Equal([first, second], Tunnels($$$"""{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: a}, spec: {cidr: 10.244.0.0/16, {{{mode}}}}}"""), StringComparer.Ordinal);

    [Fact]
    public void Each_encapsulation_has_its_tunnels_in_a_pool_of_its_own() =>
        Assert.Equal(
            ["10.245.255.255 10.244.255.255", "10.245.255.254 10.244.255.254"],
            Tunnels("""
                {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: a}, spec: {cidr: 10.244.0.0/16, vxlanMode: Always}}
                ---
                {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: b}, spec: {cidr: 10.245.0.0/16, ipipMode: Always}}
                """),
            StringComparer.Ordinal);

    [Fact]
    public void An_address_that_a_pod_has_is_no_tunnels() =>
        Assert.Equal(
            [" 10.244.0.30", " 10.244.0.29"],
            Tunnels("""
                {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: a}, spec: {cidr: 10.244.0.0/27, vxlanMode: Always}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: last, namespace: shop}, spec: {nodeName: w1}, status: {podIP: 10.244.0.31}}
                """),
            StringComparer.Ordinal);

    [Theory]
    [InlineData(null, null, 1450)]
    [InlineData(1300, null, 1300)]
    [InlineData(1500, null, 1500)]
    [InlineData(null, 1400, 1400)]
    public void Pods_have_the_smallest_MTU_of_the_tunnels_in_use(int? vxlan, int? wireguard, int pods)
    {
        CalicoSettings settings = CalicoSettings.Default with { VxlanMtuV4 = vxlan, IpipMtu = 1000, WireguardEnabled = wireguard is not null, WireguardMtu = wireguard };
        ClusterNetwork cluster = Walk.TwoNodes.Cluster(vxlan: EncapsulationMode.Always);

        Assert.Equal(pods, Walk.TwoNodes.Network(cluster, settings).Stack("shop/a")!.Device("eth0")!.Mtu);
    }

    private static string[] Tunnels(string resources) =>
    [
        .. Dump.Read("""
            {apiVersion: v1, kind: Node, metadata: {name: w1}, status: {addresses: [{type: InternalIP, address: 10.0.1.11}]}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: w2}, status: {addresses: [{type: InternalIP, address: 10.0.1.12}]}}
            ---

            """ + resources).Cluster.Nodes.Select(node => $"{node.IpipTunnel} {node.VxlanTunnel(IpFamily.V4)}"),
    ];
}
