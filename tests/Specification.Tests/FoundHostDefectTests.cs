using static PolicyEngine.Specification.HostTown;
using static PolicyEngine.Specification.Town;

namespace PolicyEngine.Specification.Tests;

/// <summary>What the comparison with the specification has found about host endpoints, told in the smallest world.</summary>
public sealed class FoundHostDefectTests
{
    [Fact]
    public void Where_ipv6_is_not_policed_hosts_are_open_to_it()
    {
        World world = With(Uplink);
        world.Denies(Outside, Node1);
        World open = world.And(new FelixObject("n1") { Ipv6Support = false });
        open.Denies(Outside, Node1);
        open.Allows("2001:db7::1", Node1V6);
        open.Allows(Node1V6, "2001:db7::1");
        open.And(new FelixObject(null) { Ipv6Support = false, ToHost = "Drop" }).Allows(BV6, Node1V6);
    }

    [Fact]
    public void The_node_of_the_pod_decides_whether_what_it_sends_to_hosts_is_translated()
    {
        CalicoRule fromNode2 = new("Allow") { Source = new CalicoSide { Nets = [$"{Node2}/32"] } };
        World world = With(Uplink).AndCalico(AllowOnHosts with { Ingress = [fromNode2] }).WithPools(Pool with { NatOutgoing = true });
        world.And(new FelixObject("n1") { NatOutgoingExclusions = "IPPoolsAndHostIPs" }).Allows(Server, Node1);
        world.And(new FelixObject("n2") { NatOutgoingExclusions = "IPPoolsAndHostIPs" }).Denies(Server, Node1);
    }

    [Fact]
    public void A_host_reaches_another_of_its_addresses_by_loopback()
    {
        With(Uplink).Allows(Node1, Node1Again);
        With(Uplink, AllInterfaces).Denies(Node1, Node1Again);
        With(Uplink, AllInterfaces).AndCalico(AllowOnHosts).Allows(Node1, Node1Again);
    }

    [Fact]
    public void Neighbour_discovery_reaches_the_node_whatever_becomes_of_other_traffic()
    {
        World world = TwoNodes.And(new FelixObject(null) { ToHost = "Drop" });
        world.Allows(BV6, Node1V6, port: 135, protocol: 58);
        world.Denies(BV6, Node1V6, port: 128, protocol: 58);
    }

    [Fact]
    public void A_node_drops_what_its_pods_wrap_though_they_may_send_it()
    {
        World world = With(AllInterfaces).And(new FelixObject(null) { AllowsIpip = true });
        world.Allows(A, Node1, port: 0, protocol: 4);
        world.WithPools(Pool with { Ipip = "Always" }).Denies(A, Node1, port: 0, protocol: 4);
    }

    [Fact]
    public void A_node_drops_wrapped_packets_of_others_whatever_earlier_policies_allow()
    {
        World world = With(Uplink).AndCalico(AllowOnHosts with { DoNotTrack = true }).WithPools(Pool with { Ipip = "Always" });
        world.Denies(Outside, Node1, port: 0, protocol: 4);
        world.Allows(Node2, Node1, port: 0, protocol: 4);
        world.AndCalico(DenyOnHosts with { DoNotTrack = true }).Denies(Node2, Node1, port: 0, protocol: 4);
    }

    [Fact]
    public void A_node_without_host_endpoint_drops_them_too() =>
        With(Uplink).WithPools(Pool with { Ipip = "Always" }).Denies(Outside, Node2, port: 0, protocol: 4);

    [Fact]
    public void Vxlan_packets_are_special_in_the_families_of_its_pools_alone()
    {
        World world = With(Uplink).WithPools(Pool with { Vxlan = "Always" }, PoolV6);
        world.Allows(Node2, Node1, port: 4789, protocol: 17);
        world.Denies(Node2V6, Node1V6, port: 4789, protocol: 17);
        world.WithPools(Pool, PoolV6 with { Vxlan = "Always" }).Allows(Node2V6, Node1V6, port: 4789, protocol: 17);
    }
}
