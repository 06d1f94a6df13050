using static PolicyEngine.Specification.HostTown;
using static PolicyEngine.Specification.Town;

namespace PolicyEngine.Specification.Tests;

/// <summary>What the specification says of host endpoints in corner cases.</summary>
public sealed class SpecifiedHostTests
{
    private static readonly CalicoPolicy s_forward = AllowOnHosts with { ApplyOnForward = true };

    [Fact]
    public void An_empty_selector_selects_host_endpoints_too()
    {
        World world = With(Uplink with { Profiles = ["projectcalico-default-allow"] });
        world.Allows(Outside, Node1);
        world.AndCalico(DenyOnHosts with { Selector = null }).Denies(Outside, Node1);
    }

    [Fact]
    public void A_host_endpoint_with_the_label_of_a_namespace_is_selected_by_policies_of_it()
    {
        CalicoPolicy policy = new("ns1", "p") { Types = ["Ingress"], Ingress = [new CalicoRule("Allow")] };
        With(Uplink).AndCalico(policy).Denies(Outside, Node1);
        With(Uplink with { Labels = Uplink.Labels.Add(EffectiveLabels.Namespace, "ns1") }).AndCalico(policy).Allows(Outside, Node1);
    }

    [Fact]
    public void A_number_for_a_protocol_leaves_the_interface_unprotected()
    {
        With(Uplink).Denies(Outside, Node1);
        With(Uplink with { Ports = [new PortObject("http", "6", 80)] }).Allows(Outside, Node1);
    }

    [Fact]
    public void Without_policies_and_profiles_only_failsafe_ports_are_open_and_everything_is_forwarded()
    {
        World world = With(Uplink);
        world.Denies(Outside, Node1);
        world.Allows(Outside, Node1, port: 22);
        world.Denies(Node1, Outside);
        world.Allows(Node1, Outside, port: 53, protocol: 17);
        world.Allows(Outside, A);
        world.Allows(A, Outside);
    }

    [Fact]
    public void Forward_policies_for_ingress_alone_leave_egress_to_the_host()
    {
        World world = With(Uplink).AndCalico(s_forward with { Types = ["Ingress"], Egress = null });
        world.Expect(SpecifiedOutcome.Unknown, A, Outside);
        world.Allows(Outside, A);
    }

    [Fact]
    public void A_staged_forward_policy_is_one_too_and_leaves_what_is_forwarded_to_the_host() =>
        With(Uplink).AndCalico(s_forward with { Staged = true }).Expect(SpecifiedOutcome.Unknown, A, Outside);

    [Fact]
    public void Untracked_policies_of_all_interfaces_are_ignored()
    {
        CalicoPolicy untracked = AllowOnHosts with { DoNotTrack = true };
        With(AllInterfaces).AndCalico(untracked).Denies(Outside, Node1);
        With(Uplink).AndCalico(untracked).Allows(Outside, Node1);
    }

    [Fact]
    public void The_smallest_name_wins_even_by_address()
    {
        HostEndpointObject byAddress = new("g", "n1", TwoNodes.Nodes[0].Labels) { ExpectedAddresses = Uplink.ExpectedAddresses };
        With(Uplink, byAddress).AndCalico(AllowOnHosts).Denies(Outside, Node1);
        With(Uplink, byAddress with { Name = "i" }).AndCalico(AllowOnHosts).Allows(Outside, Node1);
    }

    [Fact]
    public void A_host_endpoint_known_by_its_interface_alone_is_in_no_set()
    {
        CalicoPolicy fromHosts = new(null, "p")
        {
            Selector = new Compare("app", "==", "server"),
            Types = ["Ingress"],
            Ingress = [new CalicoRule("Allow") { Source = new CalicoSide { Selector = new Compare("role", "==", "host") } }],
        };
        CalicoPolicy outwards = AllowOnHosts with { Name = "q" };
        With(AllInterfaces).AndCalico(fromHosts, outwards).Denies(Node1, Server);
        With(AllInterfaces with { ExpectedAddresses = [Node1] }).AndCalico(fromHosts, outwards).Allows(Node1, Server);
    }

    [Fact]
    public void A_host_reaches_its_own_pods_whatever_policies_say() =>
        With(AllInterfaces).AndCalico(DenyOnHosts with { Selector = null, ApplyOnForward = true }).Allows(Node1, A);

    [Theory]
    [InlineData(null, SpecifiedOutcome.Allowed)]
    [InlineData("Accept", SpecifiedOutcome.Allowed)]
    [InlineData("Drop", SpecifiedOutcome.Denied)]
    [InlineData("Return", SpecifiedOutcome.Unknown)]
    public void What_a_pod_sends_to_its_own_node_is_decided_by_its_egress_and_by_configuration(string? action, SpecifiedOutcome outcome)
    {
        World world = With(AllInterfaces).And(new FelixObject(null) { ToHost = action });
        world.Expect(outcome, A, Node1);
        world.AndCalico(DenyOnHosts).Expect(outcome, A, Node1);
        world.AndCalico(DenyOnHosts.BeforeTranslation()).Denies(A, Node1);
        world.AndCalico(DenyOnHosts with { Selector = new Compare("app", "==", "a") }).Denies(A, Node1);
    }

    [Fact]
    public void The_settings_of_a_node_win() =>
        With(AllInterfaces).And(new FelixObject(null) { ToHost = "Drop" }, new FelixObject("n1") { ToHost = "Accept" }).Allows(A, Node1);

    [Fact]
    public void A_pod_may_not_send_what_wraps_other_packets()
    {
        TwoNodes.Denies(A, Outside, port: 4789, protocol: 17);
        TwoNodes.Denies(A, Outside, port: 0, protocol: 4);
        World open = TwoNodes.And(new FelixObject(null) { AllowsVxlan = true, AllowsIpip = true });
        open.Allows(A, Outside, port: 4789, protocol: 17);
        open.Allows(A, Outside, port: 0, protocol: 4);
    }

    [Fact]
    public void Traffic_between_nodes_is_governed_on_the_tunnel_where_pools_wrap_it()
    {
        World direct = With(Uplink).AndCalico(DenyOnHosts with { ApplyOnForward = true });
        direct.Denies(A, Server);
        direct.WithPools(Pool with { Ipip = "Always" }).Allows(A, Server);
        (direct with { HostEndpoints = [AllInterfaces] }).WithPools(Pool with { Ipip = "Always" }).Denies(A, Server);
    }

    [Fact]
    public void A_host_sees_the_node_of_a_pod_where_the_pool_translates()
    {
        CalicoRule fromNode2 = new("Allow") { Source = new CalicoSide { Nets = [$"{Node2}/32"] } };
        World world = With(Uplink).AndCalico(AllowOnHosts with { Ingress = [fromNode2] });
        world.Denies(Server, Node1);
        world.WithPools(Pool with { NatOutgoing = true }).Allows(Server, Node1);
        world.WithPools(Pool with { NatOutgoing = true }).And(new FelixObject(null) { NatOutgoingExclusions = "IPPoolsAndHostIPs" }).Denies(Server, Node1);
    }
}
