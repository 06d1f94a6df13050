using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Datastore;

namespace Dataplane.Tests.Datastore;

public sealed class IpamReadingTests
{
    [Fact]
    public void A_block_tells_who_has_its_addresses_and_which_are_free()
    {
        DatastoreView view = Dump.Read("""
            apiVersion: crd.projectcalico.org/v1
            kind: IPAMBlock
            metadata: {name: 10-244-1-0-30}
            spec:
              cidr: 10.244.1.0/30
              affinity: host:w1
              allocations: [0, 1, null, 2]
              unallocated: [2]
              attributes:
              - {handle_id: vxlan-tunnel-addr-w1, secondary: {node: w1, type: vxlanTunnelAddress}}
              - {handle_id: k8s-pod-network.abc, secondary: {node: w2, namespace: shop, pod: web-0, timestamp: 2024-01-01 00:00:00 +0000 UTC}}
              - {handle_id: null, secondary: null, releasedAt: "1970-01-01T00:01:00Z"}
              deleted: false
            """);

        StoredBlock block = Assert.Single(view.Ipam.Blocks);
        Assert.Empty(view.Diagnostics);
        Assert.Equal(new AffinityOwner("w1"), block.Owner);
        Assert.Equal(["10.244.1.0 w1 ", "10.244.1.1 w2 shop/web-0"], block.InUse.Select(held => $"{held.Key} {held.Value.Attributes.Node} {(held.Value.Attributes.Pod is { } pod ? $"{held.Value.Attributes.Namespace}/{pod}" : "")}"), StringComparer.Ordinal);
        Assert.Equal(TunnelKind.Vxlan, block.Allocations[0]!.Attributes.Tunnel);
        Assert.Equal(TimeSpan.FromMinutes(1), block.Allocations[3]!.ReleasedAt);
        Assert.Equal(2, Assert.Single(block.Free));
        Assert.Equal(["10.244.1.0", "10.244.1.1"], Assert.Single(view.Cluster.Blocks).Holders.Select(holder => $"{holder.Key}"), StringComparer.Ordinal);
    }

    [Fact]
    public void Affinities_handles_settings_and_reservations_are_read()
    {
        StoredIpam ipam = Dump.Read("""
            {apiVersion: crd.projectcalico.org/v1, kind: BlockAffinity, metadata: {name: w1-10-0-0-0-26}, spec: {cidr: 10.0.0.0/26, node: w1, state: pendingDeletion, deleted: "false"}}
            ---
            {apiVersion: crd.projectcalico.org/v1, kind: BlockAffinity, metadata: {name: gone}, spec: {cidr: 10.0.0.64/26, node: w1, deleted: "true"}}
            ---
            {apiVersion: crd.projectcalico.org/v1, kind: IPAMHandle, metadata: {name: k8s-pod-network.abc}, spec: {handleID: k8s-pod-network.ABC, block: {10.0.0.0/26: 2}}}
            ---
            {apiVersion: crd.projectcalico.org/v1, kind: IPAMConfig, metadata: {name: default}, spec: {strictAffinity: true, maxBlocksPerHost: 3, autoAllocateBlocks: true}}
            ---
            {apiVersion: projectcalico.org/v3, kind: IPReservation, metadata: {name: r}, spec: {reservedCIDRs: [10.0.0.1/32, 10.0.1.0/24]}}
            """).Ipam;

        Assert.Equal(AffinityState.PendingDeletion, Assert.Single(ipam.Affinities).State);
        StoredHandle handle = Assert.Single(ipam.Handles);
        Assert.Equal("k8s-pod-network.ABC", handle.Handle);
        Assert.Equal(2, Assert.Single(handle.Counts).Value);
        Assert.Equal(new IpamConfig { StrictAffinity = true, MaxBlocksPerHost = 3 }, ipam.Config);
        Assert.Equal(["10.0.0.1/32", "10.0.1.0/24"], ipam.Reserved.Select(range => $"{range}"), StringComparer.Ordinal);
    }

    [Fact]
    public void Blocks_are_inferred_from_pods_only_where_the_dump_has_none()
    {
        const string Cluster = """
            {apiVersion: v1, kind: Node, metadata: {name: w1}, status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}}
            ---
            {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: p}, spec: {cidr: 10.244.0.0/16}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {nodeName: w1}, status: {podIP: 10.244.5.5}}
            ---

            """;
        const string Block = "{apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {name: b}, spec: {cidr: 10.244.9.0/32, affinity: host:w1, allocations: [null], unallocated: [0], attributes: []}}";

        Assert.Equal("10.244.5.0/26", $"{Assert.Single(Dump.Read(Cluster).Cluster.Blocks).Cidr}");
        Assert.Equal("10.244.9.0/32", $"{Assert.Single(Dump.Read(Cluster + Block).Cluster.Blocks).Cidr}");
    }
}
