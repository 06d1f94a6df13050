using Dataplane.Tests.Datastore;
using PolicyEngine;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Doctor;

namespace Dataplane.Tests.Doctor;

/// <summary>A cluster of two nodes without faults, to which tests add.</summary>
internal static class Patient
{
    public const string Pool = "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.244.0.0/28, blockSize: 29, vxlanMode: Always}}";
    public const string First = "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w1}, spec: {bgp: {ipv4Address: 10.0.0.1/24}, ipv4VXLANTunnelAddr: 10.244.0.0}}";
    public const string Second = "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w2}, spec: {bgp: {ipv4Address: 10.0.0.2/24}, ipv4VXLANTunnelAddr: 10.244.0.8}}";
    public const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {nodeName: w1}, status: {podIP: 10.244.0.1}}";
    public const string Handle = "{apiVersion: crd.projectcalico.org/v1, kind: IPAMHandle, metadata: {name: net.a}, spec: {handleID: net.a, block: {10.244.0.0/29: 1}}}";
    public const string Block = """
        apiVersion: crd.projectcalico.org/v1
        kind: IPAMBlock
        metadata: {name: 10-244-0-0-29}
        spec:
          cidr: 10.244.0.0/29
          affinity: host:w1
          allocations: [0, 1, null, null, null, null, null, null]
          unallocated: [2, 3, 4, 5, 6, 7]
          attributes:
          - {handle_id: vxlan-tunnel-addr-w1, secondary: {node: w1, type: vxlanTunnelAddress}}
          - {handle_id: net.a, secondary: {node: w1, namespace: shop, pod: a}}
        """;

    public const string Bgp = "{apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {nodeToNodeMeshEnabled: false}}";

    public static string Healthy { get; } = Of(Pool, First, Second, Pod, Handle, Block);

    public static string Of(params string[] documents) => string.Join("\n---\n", documents);

    /// <summary>The healthy cluster with further documents.</summary>
    public static string With(params string[] documents) => Of([Healthy, .. documents]);

    public static NetworkFinding[] Examine(string yaml)
    {
        LoadResult loaded = Dump.Load(yaml);
        return [.. NetworkDoctor.Examine(loaded.Snapshot, DatastoreView.Of(loaded))];
    }
}
