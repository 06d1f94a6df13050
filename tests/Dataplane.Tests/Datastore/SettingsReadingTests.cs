using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Services;

namespace Dataplane.Tests.Datastore;

public sealed class SettingsReadingTests
{
    [Fact]
    public void Settings_of_Felix_that_move_packets_are_read()
    {
        CalicoSettings settings = Dump.Read("""
            apiVersion: projectcalico.org/v3
            kind: FelixConfiguration
            metadata: {name: default}
            spec:
              vxlanVNI: 5000
              vxlanPort: 4790
              vxlanMTU: 1400
              ipipMTU: 0
              programClusterRoutes: Enabled
              natOutgoingAddress: 10.0.0.9
              natPortRange: "10000:20000"
              natOutgoingExclusions: IPPoolsAndHostIPs
              wireguardEnabled: true
              externalNodesList: [192.0.2.0/24]
            """).Settings;

        Assert.Equal(
            (5000, (ushort)4790, (int?)1400, (int?)null, ClusterRoutes.Both),
            (settings.VxlanVni, settings.VxlanPort, settings.VxlanMtuV4, settings.IpipMtu, settings.FelixRoutes));
        Assert.Equal("10.0.0.9 10000:20000", $"{settings.NatOutgoingAddress} {settings.NatPortRange}");
        Assert.True(settings.NatOutgoingExcludesHosts && settings.WireguardEnabled && !settings.ExternalNodes.IsEmpty);
    }

    [Theory]
    [InlineData("Enabled", ClusterRoutes.Both)]
    [InlineData("Disabled", ClusterRoutes.None)]
    [InlineData("EnabledIPIPOnly", ClusterRoutes.Ipip)]
    [InlineData("EnabledNoEncapOnly", ClusterRoutes.NoEncap)]
    public void BGP_tells_which_routes_BIRD_installs(string word, ClusterRoutes routes)
    {
        DatastoreView view = Dump.Read($$$"""{apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {nodeToNodeMeshEnabled: false, programClusterRoutes: {{{word}}} }}""");

        Assert.Equal((routes, routes, false), (view.Told.Bgp.ProgramClusterRoutes, view.Settings.BirdRoutes, view.Told.Bgp.NodeToNodeMeshEnabled));
    }

    [Theory]
    [InlineData("v3.26.1", ClusterRoutes.None, ClusterRoutes.Both)]
    [InlineData("v3.32.0", ClusterRoutes.None, ClusterRoutes.Both)]
    [InlineData("v3.33.0-0.dev-12", ClusterRoutes.Ipip, ClusterRoutes.NoEncap)]
    [InlineData("v4.0", ClusterRoutes.Ipip, ClusterRoutes.NoEncap)]
    [InlineData("v3.26+custom", ClusterRoutes.None, ClusterRoutes.Both)]
    [InlineData("master", ClusterRoutes.Ipip, ClusterRoutes.NoEncap)]
    public void Calicos_version_tells_who_installs_routes_between_nodes_where_no_setting_does(string version, ClusterRoutes felix, ClusterRoutes bird)
    {
        DatastoreView view = Dump.Read($$"""
            {apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: node.w1}, spec: {vxlanVNI: 7} }
            ---
            {apiVersion: projectcalico.org/v3, kind: ClusterInformation, metadata: {name: default}, spec: {calicoVersion: {{version}} } }
            """);

        Assert.Equal((felix, bird, bird), (view.Settings.FelixRoutes, view.Settings.BirdRoutes, view.Told.Bgp.ProgramClusterRoutes));
        Assert.Equal((felix, bird), (view.Settings.For("w1").FelixRoutes, view.Settings.For("w1").BirdRoutes));
    }

    [Fact]
    public void Settings_tell_who_installs_routes_between_nodes_whatever_the_version()
    {
        DatastoreView view = Dump.Read("""
            {apiVersion: projectcalico.org/v3, kind: ClusterInformation, metadata: {name: default}, spec: {calicoVersion: v3.32.0}}
            ---
            {apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {programClusterRoutes: Enabled}}
            ---
            {apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {programClusterRoutes: Disabled}}
            """);

        Assert.Equal((ClusterRoutes.Both, ClusterRoutes.None), (view.Settings.FelixRoutes, view.Settings.BirdRoutes));
    }

    [Theory]
    [InlineData("ipipMode: Always", "", true)]
    [InlineData("vxlanMode: Always", "", false)]
    [InlineData("ipipMode: Always", "{apiVersion: projectcalico.org/v3, kind: ClusterInformation, metadata: {name: default}, spec: {calicoVersion: v3.26.1}}", false)]
    [InlineData("ipipMode: Always", "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {programClusterRoutes: Enabled}}", true)]
    [InlineData("ipipMode: Always", "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: node.w1}, spec: {programClusterRoutes: Enabled}}", true)]
    [InlineData("ipipMode: Never", "{apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {programClusterRoutes: Enabled}}", true)]
    [InlineData("vxlanMode: Always", "{apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {programClusterRoutes: Enabled}}", false)]
    public void Calicos_version_is_assumed_where_it_decides_and_is_not_told(string mode, string other, bool isAssumed) => Assert.Equal(
        isAssumed,
        Dump.Read($$"""
            {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: p}, spec: {cidr: 10.244.0.0/16, {{mode}} } }
            ---
            {{other}}
            """).Assumptions.Any(assumption => assumption.StartsWith("Calico's version is not told", StringComparison.Ordinal)));

    [Theory]
    [InlineData("master")]
    [InlineData("v3")]
    [InlineData("vv3.26")]
    [InlineData("v99999999999.1")]
    public void A_version_that_is_not_one_of_a_release_is_told(string version) => Assert.Contains(
        $"Calico's version is told as `{version}`, which is not one of a release; it is taken to be one whose Felix installs the routes of IPIP (3.33 or later)",
        Dump.Read($$"""
            {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: p}, spec: {cidr: 10.244.0.0/16, ipipMode: Always} }
            ---
            {apiVersion: projectcalico.org/v3, kind: ClusterInformation, metadata: {name: default}, spec: {calicoVersion: {{version}} } }
            """).Assumptions,
        StringComparer.Ordinal);

    [Theory]
    [InlineData("FelixConfiguration", "Disabled", ClusterRoutes.None, ClusterRoutes.Both)]
    [InlineData("FelixConfiguration", "EnabledNoEncapOnly", ClusterRoutes.NoEncap, ClusterRoutes.Ipip)]
    [InlineData("FelixConfiguration", "Nonsense", ClusterRoutes.Ipip, ClusterRoutes.NoEncap)]
    [InlineData("BGPConfiguration", "Enabled", ClusterRoutes.None, ClusterRoutes.Both)]
    [InlineData("BGPConfiguration", "Disabled", ClusterRoutes.Both, ClusterRoutes.None)]
    [InlineData("BGPConfiguration", "Nonsense", ClusterRoutes.Ipip, ClusterRoutes.NoEncap)]
    public void What_one_of_Felix_and_BIRD_is_told_to_leave_the_other_installs_where_the_version_is_not_told(string kind, string word, ClusterRoutes felix, ClusterRoutes bird)
    {
        DatastoreView view = Dump.Read($$"""{apiVersion: projectcalico.org/v3, kind: {{kind}}, metadata: {name: default}, spec: {programClusterRoutes: {{word}} } }""");

        Assert.Equal((felix, bird), (view.Settings.FelixRoutes, view.Settings.BirdRoutes));
        Assert.Equal(word == "Nonsense" ? ["PE6004"] : [], view.Diagnostics.Select(diagnostic => diagnostic.Code), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", 179)]
    [InlineData("10.0.0.1:1790", "10.0.0.1", 1790)]
    [InlineData("fd00::1", "fd00::1", 179)]
    [InlineData("[fd00::1]:1790", "fd00::1", 1790)]
    public void A_peer_may_have_a_port(string written, string address, int port)
    {
        var peer = Assert.Single(Dump.Read($$$"""{apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {name: p}, spec: {peerIP: "{{{written}}}", asNumber: 65000, maxRestartTime: 1m30s}}""").Told.BgpPeers);

        Assert.Equal($"{address} {port} 65000 00:01:30", $"{peer.PeerIp} {peer.PeerPort} {peer.AsNumber} {peer.MaxRestartTime}");
    }

    [Fact]
    public void ConfigMaps_of_the_agents_are_read()
    {
        DatastoreView view = Dump.Read("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: calico-config, namespace: kube-system}
            data: {veth_mtu: "1430"}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: kube-proxy, namespace: kube-system}
            data:
              config.conf: |
                apiVersion: kubeproxy.config.k8s.io/v1alpha1
                kind: KubeProxyConfiguration
                clusterCIDR: 10.244.0.0/16,fd00::/56
                mode: ipvs
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: kubeadm-config, namespace: kube-system}
            data:
              ClusterConfiguration: |
                apiVersion: kubeadm.k8s.io/v1beta3
                kind: ClusterConfiguration
                networking: {podSubnet: 10.0.0.0/8, serviceSubnet: 10.96.0.0/12}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: kube-flannel-cfg, namespace: kube-flannel}
            data:
              net-conf.json: '{"Network": "10.244.0.0/16", "Backend": {"Type": "host-gw"}}'
            """);

        Assert.Equal(1430, view.Told.PodMtu);
        Assert.Equal(ProxyMode.Ipvs, view.Told.Proxy!.Mode);
        Assert.Equal(["10.244.0.0/16", "fd00::/56"], view.Told.Proxy!.PodRanges.Select(range => $"{range}"), StringComparer.Ordinal);
        Assert.Equal(["10.96.0.0/12"], view.Told.Proxy!.ServiceRanges.Select(range => $"{range}"), StringComparer.Ordinal);
        FlannelConfig flannel = Assert.IsType<FlannelConfig>(view.Flannel);
        Assert.Equal("host-gw", flannel.Backend.Type);
        Assert.Equal(NetworkProvider.Flannel, view.Provider);
    }

    [Theory]
    [InlineData("mode: iptables", false, 14)]
    [InlineData("iptables: {masqueradeAll: true, masqueradeBit: 15}", true, 15)]
    [InlineData("mode: ipvs, iptables: {masqueradeAll: true, masqueradeBit: 15}, ipvs: {masqueradeAll: false}", true, 15)]
    [InlineData("mode: nftables, iptables: {masqueradeAll: true}, nftables: {masqueradeBit: 16}", false, 16)]
    [InlineData("mode: nftables, nftables: {masqueradeAll: true, masqueradeBit: null}", true, 14)]
    public void What_kube_proxy_masquerades_is_read_from_the_section_of_its_mode(string config, bool masqueradesAll, int bit)
    {
        ProxySettings proxy = ProxyOf(config);

        Assert.Equal((masqueradesAll, bit), (proxy.MasqueradeAll, proxy.MasqueradeBit));
    }

    [Theory]
    [InlineData("nodePortAddresses: null", "", false)]
    [InlineData("nodePortAddresses: [10.0.0.0/8, fd00::/64]", "10.0.0.0/8,fd00::/64", false)]
    [InlineData("nodePortAddresses: [primary]", "", true)]
    [InlineData("mode: nftables", "", true)]
    [InlineData("mode: nftables, nodePortAddresses: []", "", true)]
    [InlineData("mode: nftables, nodePortAddresses: [0.0.0.0/0]", "0.0.0.0/0", false)]
    [InlineData("mode: ipvs", "", false)]
    public void Where_kube_proxy_opens_node_ports_is_read(string config, string ranges, bool isPrimary)
    {
        ProxySettings proxy = ProxyOf(config);

        Assert.Equal((ranges, isPrimary), (string.Join(',', proxy.NodePortRanges), proxy.NodePortsOnPrimary));
        Assert.True(proxy.LocalhostNodePorts);
        Assert.False(ProxyOf("iptables: {localhostNodePorts: false}").LocalhostNodePorts);
    }

    private static ProxySettings ProxyOf(string config) =>
        Dump.Read($$$"""{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-proxy, namespace: kube-system}, data: {config.conf: "{kind: KubeProxyConfiguration, {{{config}}}}"}}""").Told.Proxy!;
}
