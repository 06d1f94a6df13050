using static PolicyEngine.Specification.Town;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification.Tests;

/// <summary>Corner cases of Kubernetes NetworkPolicy with the outcome that its documents and its own tests give.</summary>
public sealed class KubernetesCornerCaseTests
{
    [Fact]
    public void A_policy_without_types_and_rules_isolates_ingress_alone()
    {
        World world = With(new KubernetesPolicy("ns1", "k"));
        world.Denies(Stranger, A);
        world.Allows(A, Stranger);
    }

    [Fact]
    public void An_empty_egress_list_does_not_isolate_egress() =>
        With(new KubernetesPolicy("ns1", "k") { Egress = [] }).Allows(A, Outside);

    [Fact]
    public void One_egress_rule_isolates_both_directions()
    {
        World world = With(new KubernetesPolicy("ns1", "k") { Egress = [new KubernetesRule([], [])] });
        world.Denies(Stranger, A);
        world.Allows(A, Stranger);
    }

    [Fact]
    public void Rules_of_a_direction_that_types_leave_out_are_inert()
    {
        With(new KubernetesPolicy("ns1", "k") { Types = ["Egress"], Ingress = [] }).Allows(Stranger, A);
        With(new KubernetesPolicy("ns1", "k") { Types = ["Ingress"], Egress = [From(PodsOf("a"))] }).Allows(A, Stranger);
    }

    [Fact]
    public void No_rule_is_not_the_same_as_an_empty_rule()
    {
        With(Ingress()).Denies(Outside, Server);
        With(Ingress(new KubernetesRule([], []))).Allows(Outside, Server);
    }

    [Fact]
    public void An_empty_port_element_is_all_of_tcp()
    {
        World world = With(Ingress(ForPorts(new KubernetesPort(null, null, null, null))));
        world.Allows(A, Server, 65535);
        world.Denies(A, Server, 53, protocol: 17);
        world.Denies(A, Server, 53, protocol: 132);
    }

    [Fact]
    public void A_protocol_alone_is_all_of_its_ports()
    {
        World world = With(Ingress(ForPorts(new KubernetesPort("UDP", null, null, null))));
        world.Allows(A, Server, 1, protocol: 17);
        world.Denies(A, Server, 1);
    }

    [Fact]
    public void A_port_range_includes_its_end()
    {
        World world = With(Ingress(ForPorts(new KubernetesPort(null, 53, null, 84))));
        world.Denies(A, Server, 52);
        world.Allows(A, Server, 53);
        world.Allows(A, Server, 84);
        world.Denies(A, Server, 85);
    }

    [Fact]
    public void A_range_that_ends_before_it_begins_leaves_the_verdict_open() =>
        With(Ingress(ForPorts(new KubernetesPort(null, 81, null, 80)))).Expect(SpecifiedOutcome.Unknown, A, Server);

    [Fact]
    public void A_port_name_is_the_number_each_pod_gives_it()
    {
        World world = With(new KubernetesPolicy("ns1", "k") { Ingress = [ForPorts(new KubernetesPort(null, null, "http", null))] });
        world.Allows(A, Server, 80);
        world.Denies(A, Server, 8080);
        world.Allows(A, B, 8080);
        world.Denies(A, B, 80);
    }

    [Fact]
    public void A_port_name_of_another_protocol_matches_nothing()
    {
        World world = With(Ingress(ForPorts(new KubernetesPort(null, null, "dns", null))));
        world.Denies(A, Server, 53);
        world.Denies(A, Server, 53, protocol: 17);
    }

    [Fact]
    public void A_port_name_is_looked_up_on_the_destination()
    {
        World world = With(Egress(ForPorts(new KubernetesPort(null, null, "http", null))));
        world.Allows(A, B, 8080);
        world.Denies(A, B, 80);
        world.Denies(A, Outside, 80);
    }

    [Fact]
    public void A_pod_selector_alone_stays_in_the_namespace()
    {
        World world = With(Ingress(From(new KubernetesPeer(LabelSelector.Everything, null, null))));
        world.Allows(B, Server);
        world.Denies(Stranger, Server);
    }

    [Fact]
    public void An_empty_namespace_selector_is_all_pods_and_no_address_beyond()
    {
        World world = With(Ingress(From(new KubernetesPeer(null, LabelSelector.Everything, null))));
        world.Allows(Stranger, Server);
        world.Denies(Outside, Server);
    }

    [Fact]
    public void Two_selectors_in_one_peer_must_both_match()
    {
        var team = new LabelSelector(Label("team", "y"), []);
        With(Ingress(From(new KubernetesPeer(Pods("a"), team, null)))).Denies(A, Server);
        With(Ingress(From(new KubernetesPeer(Pods("a"), null, null), new KubernetesPeer(null, team, null)))).Allows(A, Server);
    }

    [Fact]
    public void An_empty_peer_leaves_the_verdict_open() =>
        With(Ingress(From(new KubernetesPeer(null, null, null)))).Expect(SpecifiedOutcome.Unknown, A, Server);

    [Fact]
    public void An_exception_narrows_only_its_own_block()
    {
        var block = new KubernetesPeer(null, null, new IpBlock("10.0.0.0/24", ["10.0.0.1/32"]));
        With(Ingress(From(block))).Denies(A, Server);
        With(Ingress(From(block))).Allows(B, Server);
        With(Ingress(From(block), From(PodsOf("a")))).Allows(A, Server);
    }

    [Fact]
    public void All_of_ipv4_is_nothing_of_ipv6()
    {
        World world = With(new KubernetesPolicy("ns1", "k") { Types = ["Egress"], Egress = [From(new KubernetesPeer(null, null, new IpBlock("0.0.0.0/0", [])))] });
        world.Allows(B, Outside);
        world.Denies("2001:db8::2", "2001:db8::9");
    }

    [Fact]
    public void Policies_add_up() =>
        With(Ingress(), Ingress(new KubernetesRule([], [])) with { Name = "open" }).Allows(A, Server);

    [Fact]
    public void The_source_may_deny_what_the_destination_allows() =>
        With(Egress(), Ingress(new KubernetesRule([], [])) with { Name = "open" }).Denies(A, Server);

    [Fact]
    public void Not_in_matches_a_missing_label()
    {
        var selector = new LabelSelector(Labels.Empty, [new LabelRequirement("tier", "NotIn", ["db"])]);
        With(Ingress(From(new KubernetesPeer(selector, null, null)))).Allows(A, Server);
    }

    [Fact]
    public void An_empty_value_is_not_a_missing_label() =>
        With(Ingress(From(new KubernetesPeer(new LabelSelector(Label("tier", ""), []), null, null)))).Denies(A, Server);
}
