using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Datastore;

namespace Dataplane.Tests.Datastore;

/// <summary>Bad values are told with their places, and the rest of the object counts.</summary>
public sealed class MalformedDumpTests
{
    private const string Dumped = """
        {apiVersion: v1, kind: Node, metadata: {name: w1, annotations: {projectcalico.org/IPv4Address: 10.0.0.1/24}}, spec: {podCIDRs: [10.1.0.0/24]}, status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: p}, spec: {cidr: 10.1.0.0/16, blockSize: 26, vxlanMode: Always, nodeSelector: all(), allowedUses: [Workload]}}
        ---
        {apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {name: b}, spec: {cidr: 10.1.0.0/31, affinity: host:w1, allocations: [0, null], unallocated: [1], attributes: [{handle_id: h, secondary: {pod: a}}]}}
        ---
        {apiVersion: crd.projectcalico.org/v1, kind: IPAMHandle, metadata: {name: h}, spec: {handleID: h, block: {10.1.0.0/31: 1}}}
        ---
        {apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {name: p}, spec: {peerIP: "10.0.0.9:179", asNumber: 65000, keepaliveTime: 3s}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: 10.96.0.1, ports: [{port: 80, nodePort: 30000}], sessionAffinity: ClientIP}}
        ---
        {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s, labels: {kubernetes.io/service-name: s}}, addressType: IPv4, ports: [{port: 80}], endpoints: [{addresses: [10.1.0.0]}]}
        ---
        {apiVersion: v1, kind: ConfigMap, metadata: {name: kube-proxy}, data: {config.conf: "kind: K\nmode: ipvs"}}
        """;

    [Theory]
    [InlineData("PE6001", "{apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {name: p}, spec: {asNumber: [65000]}}")]
    [InlineData("PE6002", "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w1}, spec: {bgp: {ipv4Address: 10.0.0.300/24}}}")]
    [InlineData("PE6002", "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w1}, spec: {bgp: {ipv6Address: 10.0.0.3/24}}}")]
    [InlineData("PE6002", "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w1}, spec: {ipv4VXLANTunnelAddr: 'fd00::1'}}")]
    [InlineData("PE6003", "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {vxlanVNI: 16777216}}")]
    [InlineData("PE6003", "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {natPortRange: 2000:1000}}")]
    [InlineData("PE6004", "{apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {name: p}, spec: {nextHopMode: Own}}")]
    [InlineData("PE6005", "{apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {name: p}, spec: {peerSelector: zone ==}}")]
    [InlineData("PE6006", "{apiVersion: crd.projectcalico.org/v1, kind: BlockAffinity, metadata: {name: a}, spec: {node: w1}}")]
    [InlineData("PE6007", "{apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {name: b}, spec: {cidr: 10.1.0.0/32, allocations: [3], attributes: []}}")]
    [InlineData("PE6007", "{apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {name: b}, spec: {cidr: 10.1.0.0/31, allocations: [null], attributes: []}}")]
    [InlineData("PE6008", "{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-flannel-cfg}, data: {net-conf.json: '{'}}")]
    public void A_value_that_is_not_understood_is_told_with_its_place(string code, string yaml)
    {
        var diagnostic = Assert.Single(Dump.Read(yaml).Diagnostics);

        Assert.Equal((code, "dump.yaml", 1), (diagnostic.Code, diagnostic.Span.File, diagnostic.Span.Line));
        Assert.NotEmpty(diagnostic.Hint);
    }

    [Fact]
    public void What_the_loading_told_is_not_told_again()
    {
        var loaded = Dump.Load("{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: p}, spec: {cidr: 10.1.0.0/16, ipipMode: Often}}");

        Assert.NotEmpty(loaded.Diagnostics);
        Assert.Empty(DatastoreView.Of(loaded).Diagnostics);
    }

    [Fact]
    public void No_dump_makes_reading_throw()
    {
        string[] words = ["null", "x", "[]", "{}", "-1", "99999999999999999999", "true", "10.0.0.0/8", "\"\"", "[null, {}]"];
        string[] tokens = Dumped.Split(' ');
        TestKit.Property.Holds(Arb.From(from place in Gen.Choose(0, tokens.Length - 1) from word in Gen.Elements(words) select (place, word)), change =>
        {
            string[] changed = [.. tokens];
            string old = changed[change.place].TrimEnd('}', ',', ']', '\n', '-');
            changed[change.place] = old.Length == 0 ? change.word : changed[change.place].Replace(old, change.word, StringComparison.Ordinal);

            DatastoreView view = Dump.Read(string.Join(' ', changed));

            Assert.NotNull(DatastoreWriter.Write(view.Cluster, view.Ipam));
        });
    }

    [Fact]
    public void Documents_are_kept_only_on_demand() =>
        Assert.Empty(new PolicyEngine.PolicyLoader().LoadText(Dumped).Documents);
}
