using PolicyEngine.Compilation;
using PolicyEngine.Queries;
using PolicyEngine.Text;
using static PolicyEngine.Tests.Semantics.HostWorld;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Host endpoints: which traffic passes which of their policies, and what the settings of nodes change.</summary>
public sealed class HostEndpointTests
{
    private const string Open = "profiles: [projectcalico-default-allow]";

    [Fact]
    public void Normal_policies_are_about_the_hosts_own_traffic_only()
    {
        Scenario scenario = With(Eth0(), Direct, OnHosts("p", "types: [Ingress, Egress]\ningress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]\negress: [{action: Allow, protocol: TCP}]"));
        scenario.IsClean()
            .Allows(Outside, Node1, "tcp/80", ReasonCode.ExternalEndpoint, ReasonCode.AdmittedByRule)
            .Denies(Outside, Node1, "tcp/81", ingress: ReasonCode.TierDefaultDeny)
            .Allows(Node1, Outside, "tcp/443", ReasonCode.AdmittedByRule)
            .Denies(Node1, Outside, "udp/443", ReasonCode.TierDefaultDeny)
            .Allows(Node2, Node1, "tcp/80")
            .Denies(Node2, Node1, "tcp/81")
            .Allows(Outside, "ns1/a", "tcp/81")
            .Allows("ns1/a", Outside, "udp/443");
    }

    [Fact]
    public void Policies_that_apply_on_forward_are_about_both() =>
        With(Eth0(), Direct, OnHosts("p", "applyOnForward: true\ntypes: [Ingress, Egress]\ningress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]\negress: [{action: Allow, protocol: TCP}]"))
            .Allows(Outside, Node1, "tcp/80")
            .Denies(Outside, Node1, "tcp/81")
            .Allows(Outside, "ns1/a", "tcp/80")
            .Denies(Outside, "ns1/a", "tcp/81", ingress: ReasonCode.TierDefaultDeny)
            .Allows("ns1/a", Outside, "tcp/443")
            .Denies("ns1/a", Outside, "udp/443", egress: ReasonCode.TierDefaultDeny)
            .Denies("ns1/a", "ns1/c", "udp/443", egress: ReasonCode.TierDefaultDeny)
            .Allows("ns1/a", "ns1/b", "udp/443");

    [Fact]
    public void Failsafe_ports_do_not_open_forwarding() =>
        With(Eth0(), Direct, OnHosts("p", "applyOnForward: true\ntypes: [Ingress]\ningress: [{action: Deny}]"))
            .Allows(Outside, Node1, "tcp/22", ingress: ReasonCode.FailsafePort)
            .Denies(Outside, "ns1/a", "tcp/22", ingress: ReasonCode.DeniedByRule);

    [Fact]
    public void Pre_dnat_policies_come_first_and_an_allow_ends_the_hosts_stages_but_not_the_pods()
    {
        string preDnat = OnHosts("pre", "preDNAT: true\napplyOnForward: true\ntypes: [Ingress]\ningress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}, {action: Deny, protocol: UDP}]");
        string deny = OnHosts("deny", "applyOnForward: true\ntypes: [Ingress]\ningress: [{action: Deny}]");
        With(Eth0(), Direct, preDnat, deny)
            .Allows(Outside, Node1, "tcp/80", ingress: ReasonCode.AdmittedByRule)
            .Denies(Outside, Node1, "udp/80", ingress: ReasonCode.DeniedByRule)
            .Denies(Outside, Node1, "tcp/81", ingress: ReasonCode.DeniedByRule)
            .Allows(Outside, "ns1/a", "tcp/80")
            .Denies(Outside, "ns1/a", "tcp/81");
        With(Eth0(), Direct, preDnat, Scenario.GlobalPolicy("pods", "{selector: app == 'a', types: [Ingress]}")).Denies(Outside, "ns1/a", "tcp/80", ingress: ReasonCode.TierDefaultDeny);
    }

    [Fact]
    public void Untracked_policies_decide_before_all_others_and_consult_no_profile()
    {
        string untracked = OnHosts("raw", "doNotTrack: true\napplyOnForward: true\ntypes: [Ingress, Egress]\ningress: [{action: Allow, protocol: UDP}, {action: Deny, protocol: TCP}]\negress: [{action: Deny, protocol: UDP}]");
        With(Eth0(Open), untracked)
            .Allows(Outside, Node1, "udp/9", ingress: ReasonCode.AdmittedByRule)
            .Denies(Outside, Node1, "tcp/80", ingress: ReasonCode.DeniedByRule)
            .Allows(Outside, Node1, "tcp/22", ingress: ReasonCode.FailsafePort)
            .Allows(Outside, Node1, "icmp/8", ingress: ReasonCode.ProfileAllow)
            .Denies(Node1, Outside, "udp/9", egress: ReasonCode.DeniedByRule)
            .Denies(Outside, "ns1/a", "tcp/80");
    }

    [Fact]
    public void Before_connections_are_tracked_failsafe_ports_are_open_for_replies_too() =>
        With(Eth0(Open), OnHosts("raw", "doNotTrack: true\napplyOnForward: true\ntypes: [Egress]\negress: [{action: Deny}]"))
            .Allows(Node1, Outside, "tcp/50000/22")
            .Denies(Node1, Outside, "tcp/50000/23");

    [Fact]
    public void Failsafe_ports_may_be_for_one_block_only_or_for_none()
    {
        With(Eth0(), Felix("failsafeInboundHostPorts: [{protocol: TCP, port: 22, net: 203.0.113.0/24}], failsafeOutboundHostPorts: []"))
            .IsClean()
            .Allows(Outside, Node1, "tcp/22", ingress: ReasonCode.FailsafePort)
            .Denies("198.51.100.1", Node1, "tcp/22")
            .Denies(Outside, Node1, "tcp/6443")
            .Denies(Node1, Outside, "udp/53");
        With(Eth0(), Felix("failsafeInboundHostPorts: [{port: 99}]", "node.n1"), Felix("failsafeInboundHostPorts: []"))
            .Allows(Outside, Node1, "tcp/99")
            .Denies(Outside, Node1, "tcp/22");
    }

    [Fact]
    public void All_interfaces_are_those_of_pods_and_tunnels_too()
    {
        string forward = OnHosts("p", "applyOnForward: true\ntypes: [Ingress, Egress]\ningress: [{action: Allow, protocol: TCP}]\negress: [{action: Allow, protocol: TCP}]");
        With(All(), Direct, forward)
            .Denies("ns1/a", "ns1/b", "udp/9", egress: ReasonCode.TierDefaultDeny)
            .Allows("ns1/a", "ns1/b", "tcp/9")
            .Denies("ns1/c", "ns1/b", "udp/9", ingress: ReasonCode.TierDefaultDeny)
            .Denies("ns1/a", Outside, "udp/9");
        With(Eth0(), Tunnelled, forward).Allows("ns1/a", "ns1/c", "udp/9");
        With(Eth0(), Direct, forward).Denies("ns1/a", "ns1/c", "udp/9");
        With(Eth0(), forward).IsUnknown("ns1/a", "ns1/c", "udp/9", egress: ReasonCode.IpPoolUnknown).Allows("ns1/a", "ns1/c", "tcp/9");
    }

    [Fact]
    public void Pre_dnat_policies_of_all_interfaces_see_what_pods_send_to_their_own_node() =>
        With(All(Open), OnHosts("p", "preDNAT: true\napplyOnForward: true\ntypes: [Ingress]\ningress: [{action: Deny, protocol: UDP}]"))
            .Denies("ns1/a", Node1, "udp/9", egress: ReasonCode.DeniedByRule)
            .Allows("ns1/a", Node1, "tcp/9");

    [Fact]
    public void Where_several_interfaces_might_be_meant_the_verdict_is_unknown()
    {
        With(Host("a", "node: n1, interfaceName: eth0", Open), Host("b", "node: n1, interfaceName: eth1")).IsUnknown(Outside, Node1, "tcp/80", ingress: ReasonCode.InterfaceUnknown);
        With(Host("a", "node: n1, interfaceName: eth0", Open), Host("b", "node: n1, interfaceName: eth1, expectedIPs: [10.9.9.9]")).Allows(Outside, Node1, "tcp/80").Denies(Outside, "10.9.9.9", "tcp/80");
    }

    [Fact]
    public void A_host_endpoint_that_is_not_understood_leaves_its_node_in_doubt() =>
        With(Host("a", "node: n1, interfaceName: §\"eth 0\"", Open))
            .Reports("PE3004")
            .IsUnknown(Outside, Node1, "tcp/80", ingress: ReasonCode.PolicyNotUnderstood)
            .IsUnknown(Outside, "ns1/a", "tcp/80")
            .Allows(Outside, "ns1/c", "tcp/80")
            .Allows(Outside, Node2, "tcp/80");

    [Fact]
    public void What_a_pod_sends_to_another_node_shows_its_own_nodes_address_where_its_pool_says_so()
    {
        string pool = "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.0.0.0/16, natOutgoing: true}}";
        string policy = OnHosts("p", "types: [Ingress]\ningress: [{action: Allow, source: {selector: app == 'c'}}]");
        With(Eth0(), pool, policy).Denies("ns1/c", Node1, "tcp/80");
        With(Eth0(), Direct, policy).Allows("ns1/c", Node1, "tcp/80");
        With(Eth0(), policy).IsUnknown("ns1/c", Node1, "tcp/80", ingress: ReasonCode.IpPoolUnknown);
        With(Eth0(), pool, Felix("natOutgoingExclusions: IPPoolsAndHostIPs"), policy).Allows("ns1/c", Node1, "tcp/80");
    }

    [Fact]
    public void Nodes_take_encapsulated_packets_from_each_other_only() =>
        With(Eth0(Open), Host("n2", $"node: n2, interfaceName: eth0, expectedIPs: [{Node2}]"), Tunnelled)
            .Allows(Node2, Node1, "4", ReasonCode.EncapsulatedPacket, ReasonCode.EncapsulatedPacket)
            .Denies(Outside, Node1, "4", ingress: ReasonCode.EncapsulatedPacket);

    [Fact]
    public void Where_ipv6_is_not_policed_policies_of_pods_do_not_count_for_it()
    {
        const string Six = "{apiVersion: v1, kind: Pod, metadata: {name: six, namespace: ns1, labels: {app: six}}, spec: {nodeName: n1}, status: {podIPs: [{ip: 'fd00::1'}]}}";
        string policy = Scenario.GlobalPolicy("p", "{selector: app == 'six', types: [Ingress]}");
        With(Six, policy).Denies("2001:db8::1", "ns1/six");
        With(Six, policy, Felix("ipv6Support: false")).Allows("2001:db8::1", "ns1/six", ingress: ReasonCode.FamilyNotPoliced);
    }

    [Fact]
    public void Neighbour_discovery_between_a_pod_and_its_node_passes()
    {
        const string Six = "{apiVersion: v1, kind: Pod, metadata: {name: six, namespace: ns1, labels: {app: six}}, spec: {nodeName: n6}, status: {podIPs: [{ip: 'fd00::1'}]}}\n---\n"
            + "{apiVersion: v1, kind: Node, metadata: {name: n6}, status: {addresses: [{type: InternalIP, address: 'fd00:1::1'}]}}";
        With(Six, Scenario.GlobalPolicy("p", "{selector: app == 'six', types: [Egress]}"))
            .Allows("ns1/six", "fd00:1::1", "icmpv6/135", egress: ReasonCode.NeighborDiscovery)
            .Denies("ns1/six", "fd00:1::1", "icmpv6/128")
            .Denies("ns1/six", "2001:db8::1", "icmpv6/135");
    }

    [Fact]
    public void Packets_still_addressed_to_a_service_are_not_forwarded()
    {
        const string Bgp = "{apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {serviceClusterIPs: [{cidr: 10.96.0.0/12}]}}";
        With(Bgp).Denies("ns1/a", "10.96.0.5", egress: ReasonCode.ServiceLoop).Allows("ns1/a", Outside);
        With(Bgp, Felix("serviceLoopPrevention: Disabled")).Allows("ns1/a", "10.96.0.5");
    }

    [Fact]
    public void Settings_that_hand_packets_to_other_rules_are_told_of() =>
        With("{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {chainInsertMode: §Append, bpfEnabled: true}}")
            .ReportsOnly("PE3024", "PE3023");

    [Fact]
    public void A_setting_that_is_not_understood_does_not_count() =>
        With(Eth0(), "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {defaultEndpointToHostAction: §Perhaps}}")
            .Reports("PE3004")
            .Allows("ns1/a", Node1);

    [Fact]
    public void A_named_port_of_a_host_endpoint_is_found_by_its_addresses() =>
        With(Eth0("ports: [{name: kubelet, protocol: TCP, port: 10250}]"), OnHosts("p", "types: [Ingress]\ningress: [{action: Allow, protocol: TCP, destination: {ports: [kubelet]}}]"))
            .Allows(Outside, Node1, "tcp/10250")
            .Denies(Outside, Node1, "tcp/10251");

    [Fact]
    public void Profiles_lend_host_endpoints_labels_and_rules() =>
        With(Eth0("profiles: [lab]"), "{apiVersion: projectcalico.org/v3, kind: Profile, metadata: {name: lab}, spec: {labelsToApply: {zone: red}, ingress: [{action: Allow, protocol: UDP}]}}",
            Scenario.GlobalPolicy("p", "{selector: zone == 'red', order: 1, types: [Egress], egress: [{action: Allow, protocol: TCP}]}"))
            .Allows(Outside, Node1, "udp/9", ingress: ReasonCode.ProfileAllow)
            .Allows(Node1, Outside, "tcp/9", egress: ReasonCode.AdmittedByRule);

    [Fact]
    public void Pods_that_are_asked_about_together_are_told_apart_by_their_nodes()
    {
        Answer answer = With(Felix("defaultEndpointToHostAction: Drop")).Loaded.Snapshot.Ask(new Query { From = "ns/ns1", To = Node1, Port = "80" });
        Assert.Equal(VerdictKind.Partial, answer.Verdict);
        Assert.Equal([(VerdictKind.Denied, 2L), (VerdictKind.Allowed, 1L)], answer.Parts.Select(part => (part.Verdict, part.Pairs)));
    }
}
