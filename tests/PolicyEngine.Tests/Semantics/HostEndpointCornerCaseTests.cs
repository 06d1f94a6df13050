using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Text;
using static PolicyEngine.Tests.Semantics.HostWorld;

namespace PolicyEngine.Tests.Semantics;

/// <summary>The rows of the corner-case table that are about host endpoints and the traffic of nodes.</summary>
public sealed class HostEndpointCornerCaseTests
{
    private const string AllowAll = "{ingress: [{action: Allow}], egress: [{action: Allow}]}";

    [Fact]
    public void Row_16_a_global_policy_with_an_empty_selector_selects_host_endpoints_too()
    {
        Scenario scenario = With(Eth0("profiles: [projectcalico-default-allow]"), Scenario.GlobalPolicy("p", "{types: [Ingress], ingress: [{action: Allow, source: {selector: app == 'a'}}]}"));
        scenario.Denies(Outside, Node1, "tcp/8080", ingress: ReasonCode.TierDefaultDeny).Denies(Outside, "ns1/a");
    }

    [Fact]
    public void Row_17_all_beside_a_namespace_selector_leaves_host_endpoints_out() =>
        With(Eth0("profiles: [projectcalico-default-allow]"), Scenario.GlobalPolicy("p", "{selector: all(), namespaceSelector: has(projectcalico.org/name), types: [Ingress]}"))
            .Allows(Outside, Node1, "tcp/8080", ingress: ReasonCode.ProfileAllow)
            .Denies(Outside, "ns1/a");

    [Fact]
    public void Row_21_a_selector_that_is_refused_leaves_hosts_in_doubt_too() =>
        With(Eth0("profiles: [projectcalico-default-allow]"), Scenario.GlobalPolicy("p", "{namespaceSelector: §a =, types: [Ingress]}"))
            .Reports("PE2001")
            .IsUnknown(Outside, Node1, "tcp/8080")
            .IsUnknown(Outside, "ns1/a");

    [Theory]
    [InlineData("'!all()'")]
    [InlineData("'!has(x)'")]
    public void Row_38_and_39_a_negative_namespace_selector_matches_host_endpoints(string namespaces)
    {
        string policy = Scenario.GlobalPolicy("p", $$$"""{selector: app == 'a', types: [Ingress], ingress: [{action: Allow, source: {namespaceSelector: {{{namespaces}}} }}]}""");
        With(Eth0(), policy).Denies(Outside, "ns1/a");
        With(Eth0(), Scenario.GlobalPolicy("open", "{selector: role == 'host', types: [Egress], egress: [{action: Allow}]}"), policy.Replace("app == 'a'", "app == 'c'", StringComparison.Ordinal))
            .Allows(Node1, "ns1/c");
    }

    [Fact]
    public void Row_41_a_host_endpoint_keeps_labels_that_pods_may_not_have() =>
        With(Host("eth0", $"node: n1, interfaceName: eth0, expectedIPs: [{Node1}], profiles: [projectcalico-default-allow]", labels: "pcns.x: red"),
            Scenario.GlobalPolicy("p", "{namespaceSelector: x == 'red', types: [Ingress]}"))
            .Denies(Outside, Node1, "tcp/8080");

    [Fact]
    public void Row_42_a_host_endpoint_labelled_with_a_namespace_is_selected_by_policies_of_that_namespace() =>
        With(Host("eth0", $"node: n1, interfaceName: eth0, expectedIPs: [{Node1}], profiles: [projectcalico-default-allow]", labels: "projectcalico.org/namespace: shop"),
            Scenario.CalicoPolicy("p", "{types: [Ingress]}"))
            .Denies(Outside, Node1, "tcp/8080", ingress: ReasonCode.TierDefaultDeny);

    [Fact]
    public void Row_44_a_numeric_protocol_of_a_port_leaves_the_interface_unprotected() =>
        With("§" + Eth0("ports: [{name: kubelet, protocol: 6, port: 10250}]"))
            .Reports("PE3022", Severity.Warning)
            .Allows(Outside, Node1, "tcp/8080", ingress: ReasonCode.ExternalEndpoint);

    [Fact]
    public void Row_83_without_policy_and_profiles_hosts_have_failsafe_ports_only_and_forward_everything() =>
        With(Eth0(), Direct)
            .Denies(Outside, Node1, "tcp/8080", ingress: ReasonCode.ProfileDeny)
            .Allows(Outside, Node1, "tcp/22", ingress: ReasonCode.FailsafePort)
            .Denies(Node1, Outside, "tcp/443", egress: ReasonCode.ProfileDeny)
            .Allows(Node1, Outside, "udp/53", egress: ReasonCode.FailsafePort)
            .Allows(Outside, "ns1/a")
            .Allows("ns1/a", Outside)
            .Allows("ns1/a", "ns1/c");

    [Fact]
    public void Row_84_forward_policies_for_ingress_only_leave_forwarded_egress_to_the_nodes_firewall()
    {
        Scenario scenario = With(Eth0(), Direct, OnHosts("p", "applyOnForward: true\ntypes: [Ingress]\ningress: [{action: Allow}]"));
        scenario.Allows(Outside, "ns1/a").IsUnknown("ns1/a", Outside, egress: ReasonCode.NoVerdict);
        scenario.Under(EnforcementProfile.CalicoEbpf).Allows("ns1/a", Outside);
    }

    [Fact]
    public void Row_85_untracked_policies_of_all_interfaces_are_ignored()
    {
        string policy = OnHosts("p", "doNotTrack: true\napplyOnForward: true\ntypes: [Ingress]\ningress: [{action: Deny}]");
        With(All("profiles: [projectcalico-default-allow]"), policy).Allows(Outside, Node1, "tcp/8080");
        With(Eth0("profiles: [projectcalico-default-allow]"), policy).Denies(Outside, Node1, "tcp/8080", ingress: ReasonCode.DeniedByRule);
    }

    [Fact]
    public void Row_86_of_two_host_endpoints_of_one_interface_the_smallest_name_wins()
    {
        string byAddress = $"node: n1, expectedIPs: [{Node1}]";
        string byName = $"node: n1, interfaceName: eth0, expectedIPs: [{Node1}]";
        string open = "profiles: [projectcalico-default-allow]";
        With(Host("h1", byAddress, open), Host("h2", byName)).Allows(Outside, Node1, "tcp/8080");
        With(Host("h2", byAddress, open), Host("h1", byName)).Denies(Outside, Node1, "tcp/8080");
        With(Host("h1", "node: n1, interfaceName: \"*\"", open), Host("h2", byName)).Denies(Outside, Node1, "tcp/8080");
    }

    [Fact]
    public void Row_87_a_host_endpoint_without_addresses_protects_and_no_rule_finds_it()
    {
        string allowHosts = Scenario.GlobalPolicy("p", "{selector: app == 'c', types: [Ingress], ingress: [{action: Allow, source: {selector: role == 'host'}}]}");
        string open = "profiles: [projectcalico-default-allow]";
        With(Host("eth0", "node: n1, interfaceName: eth0", open), allowHosts).Denies(Node1, "ns1/c", ingress: ReasonCode.TierDefaultDeny);
        With(Eth0(open), allowHosts).Allows(Node1, "ns1/c");
        With(Host("eth0", "node: n1, interfaceName: eth0")).Denies(Outside, Node1, "tcp/8080");
    }

    [Fact]
    public void Row_88_a_host_always_reaches_its_own_pods() =>
        With(All(), Scenario.GlobalPolicy("p", "{selector: all(), types: [Ingress, Egress], ingress: [{action: Deny}], egress: [{action: Deny}]}"))
            .Allows(Node1, "ns1/a", ingress: ReasonCode.LocalHost)
            .Denies(Node2, "ns1/a");

    [Fact]
    public void Row_89_a_pods_traffic_to_its_own_node_is_decided_by_its_egress_and_the_nodes_configuration()
    {
        string denied = Eth0();
        With(denied).Allows("ns1/a", Node1, "tcp/8080", ingress: ReasonCode.EndpointToHost).Denies(Outside, Node1, "tcp/8080");
        With(denied, Felix("defaultEndpointToHostAction: Drop")).Denies("ns1/a", Node1, "tcp/8080", ingress: ReasonCode.EndpointToHost);
        With(denied, Felix("defaultEndpointToHostAction: Return")).IsUnknown("ns1/a", Node1, "tcp/8080", ingress: ReasonCode.NoVerdict);
        With(denied, Scenario.GlobalPolicy("p", "{selector: app == 'a', types: [Egress]}")).Denies("ns1/a", Node1, "tcp/8080", egress: ReasonCode.TierDefaultDeny);
    }

    [Fact]
    public void Row_90_a_pod_may_not_send_encapsulated_packets()
    {
        string allowAll = Scenario.GlobalPolicy("p", AllowAll);
        With(allowAll)
            .Denies("ns1/a", "ns1/b", "udp/4789", egress: ReasonCode.EncapsulatedPacket)
            .Denies("ns1/a", Outside, "4", egress: ReasonCode.EncapsulatedPacket)
            .Allows("ns1/a", Outside, "udp/4788")
            .Allows(Outside, "ns1/a", "udp/4789");
        With(allowAll).Under(EnforcementProfile.Kubernetes).Allows("ns1/a", "ns1/b", "udp/4789");
        With(allowAll, Felix("allowVXLANPacketsFromWorkloads: true")).Allows("ns1/a", "ns1/b", "udp/4789").Denies("ns1/a", "ns1/b", "4");
        With(allowAll, Felix("allowIPIPPacketsFromWorkloads: true, vxlanPort: 8472")).Allows("ns1/a", "ns1/b", "4").Allows("ns1/a", "ns1/b", "udp/4789").Denies("ns1/a", "ns1/b", "udp/8472");
    }
}
