using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using static PolicyEngine.Tests.Semantics.HostWorld;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Flows through the ports of nodes: who sees which address and port on the way, and which nodes deliver.</summary>
public sealed class NodePortTests
{
    private const string Client = "203.0.113.7";
    private const string Service = """
        apiVersion: v1
        kind: Service
        metadata: {name: a, namespace: ns1}
        spec: {type: NodePort, selector: {app: a}, ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}]}
        """;

    private const string LocalService = """
        apiVersion: v1
        kind: Service
        metadata: {name: a, namespace: ns1}
        spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: a}, ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}]}
        """;

    // Pod a takes the client only; n1 runs it.
    private const string FromClient = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: client, namespace: ns1}
        spec: {podSelector: {matchLabels: {app: a}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: 8080}]}]}
        """;

    [Fact]
    public void The_node_that_runs_the_backend_shows_it_the_clients_own_address() =>
        Ask(Client, "nodeport/ns1/a@n1", Service, FromClient).Is(VerdictKind.Allowed).Ingress(ReasonCode.AdmittedByRule).HasNoNote("SNAT_CHANGES_SOURCE");

    [Fact]
    public void Another_node_puts_in_its_own_address()
    {
        Asked denied = Ask(Client, "nodeport/ns1/a@n2", Service, FromClient).Is(VerdictKind.Denied).Ingress(ReasonCode.NoRuleMatchesPeer);
        denied.Because(ReasonCode.SnatChangesSource)
            .HasNote("ns1/a sees 192.168.0.2 in place of 203.0.113.7")
            .HasNote("`externalTrafficPolicy: Local` keeps the address of 203.0.113.7");
        Ask(Client, "nodeport/ns1/a@n2", Service, Allow("192.168.0.2/32")).Is(VerdictKind.Allowed).HasNote("[SNAT_CHANGES_SOURCE]").HasNoNote("`externalTrafficPolicy");
    }

    [Fact]
    public void Without_a_node_every_node_is_asked_about_and_each_part_names_one()
    {
        Answer answer = Ask(Client, "nodeport/ns1/a", Service, FromClient).Is(VerdictKind.Partial).Answer;

        Assert.Equal("ns1/a via n1:30080, ns1/a via n2:30080", string.Join(", ", answer.Parts.Select(part => part.Destination)));
        Assert.Equal("n1:30080, n2:30080", string.Join(", ", answer.Parts.Select(part => part.Witness.Destination.Via)));
        Assert.Equal("TCP 8080", answer.Parts[1].Traffic.Describe());
        Assert.Equal(answer.Parts.Select(part => part.Verdict), answer.Parts.Select(part => Snapshot(Service, FromClient).Ask(answer.Query with { To = $"nodeport/ns1/a@{part.Witness.Destination.Via!.Node}" }).Verdict));
        Ask(Client, "nodeport/ns1/a@any", Service, FromClient).Is(VerdictKind.Partial);
    }

    [Fact]
    public void In_a_tunnel_a_node_shows_the_address_of_the_tunnel()
    {
        const string tunnel = """
            {apiVersion: crd.projectcalico.org/v1, kind: Node, metadata: {name: n2}, spec: {bgp: {ipv4Address: 192.168.0.2/24, ipv4IPIPTunnelAddr: 10.0.9.1}}}
            """;
        Ask(Client, "nodeport/ns1/a@n2", Service, Tunnelled, tunnel, Allow("10.0.9.1/32")).Is(VerdictKind.Allowed).HasNote("sees 10.0.9.1 in place");
        Ask(Client, "nodeport/ns1/a@n2", Service, Tunnelled, tunnel, Allow("192.168.0.2/32")).Is(VerdictKind.Denied);
        Ask(Client, "nodeport/ns1/a@n2", Service, Direct, tunnel, Allow("192.168.0.2/32")).Is(VerdictKind.Allowed);
        Ask(Client, "nodeport/ns1/a@n2", Service, tunnel, Allow("192.168.0.2/32")).Is(VerdictKind.Unknown).Ingress(ReasonCode.IpPoolUnknown);
    }

    [Fact]
    public void A_tunnel_whose_address_is_not_told_leaves_open_what_depends_on_it()
    {
        Ask(Client, "nodeport/ns1/a@n2", Service, Tunnelled, Allow("192.168.0.2/32")).Is(VerdictKind.Unknown).Ingress(ReasonCode.TunnelUnknown);
        Ask(Client, "nodeport/ns1/a@n2", Service, Tunnelled, Allow("0.0.0.0/0")).Is(VerdictKind.Allowed);
        Ask(Client, "nodeport/ns1/a@n2", Service, Tunnelled, Allow("192.0.2.0/24")).Is(VerdictKind.Denied);
    }

    [Fact]
    public void Kept_to_their_own_backends_nodes_keep_the_address_and_those_without_any_deliver_nothing()
    {
        Ask(Client, "nodeport/ns1/a@n1", LocalService, FromClient).Is(VerdictKind.Allowed);
        Ask(Client, "nodeport/ns1/a@n2", LocalService, FromClient).Is(VerdictKind.Denied).Ingress(ReasonCode.NoLocalBackend).HasNoNote("SNAT");
        Answer both = Ask(Client, "nodeport/ns1/a", LocalService, FromClient).Is(VerdictKind.Partial).Answer;
        Assert.True(both.Allowed.IsEmpty);
    }

    [Fact]
    public void A_node_with_a_backend_of_its_own_does_not_send_to_others_then()
    {
        string[] documents = [LocalService.Replace("{app: a}", "{tier: web}", StringComparison.Ordinal), Web("w1", "n1"), Web("w2", "n2")];
        Assert.Equal(2, Ask(Client, "nodeport/ns1/a", documents).Is(VerdictKind.Allowed).Pairs);
    }

    [Fact]
    public void What_comes_from_the_node_itself_goes_to_all_backends_even_then()
    {
        string[] documents = [LocalService.Replace("{app: a}", "{tier: web}", StringComparison.Ordinal), Web("w1", "n1"), Web("w2", "n2")];
        Assert.Equal(2, Ask("ns1/b", "nodeport/ns1/a@n1", documents).Is(VerdictKind.Allowed).Pairs);
        Assert.Equal(1, Ask("ns1/b", "nodeport/ns1/a@n2", documents).Is(VerdictKind.Allowed).Pairs);
        Assert.Equal(2, Ask("node/n1", "nodeport/ns1/a@n1", documents).Is(VerdictKind.Allowed).Pairs);
    }

    [Fact]
    public void A_backend_whose_node_is_not_given_may_run_where_the_flow_enters()
    {
        const string somewhere = "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: ns1, labels: {tier: web}}, status: {podIP: 10.0.0.7}}";
        string service = LocalService.Replace("{app: a}", "{tier: web}", StringComparison.Ordinal);
        Ask(Client, "nodeport/ns1/a@n1", service, somewhere).Is(VerdictKind.Unknown).Ingress(ReasonCode.NodeUnknown);
        string both = service.Replace("externalTrafficPolicy: Local, ", "", StringComparison.Ordinal);
        Ask(Client, "nodeport/ns1/a@n1", both, somewhere).Is(VerdictKind.Allowed);
    }

    [Fact]
    public void Policies_before_translation_see_the_port_of_the_node_and_those_of_forwarded_traffic_the_backends()
    {
        string preDnat = OnHosts("pre", "preDNAT: true\napplyOnForward: true\ntypes: [Ingress]\ningress: [{action: Deny, protocol: TCP, destination: {ports: [30080]}}]");
        Ask(Client, "nodeport/ns1/a@n1", Service, Eth0(), preDnat).Is(VerdictKind.Denied).Ingress(ReasonCode.DeniedByRule, PolicyFamily.PreDnat);
        Ask(Client, "nodeport/ns1/a@n2", Service, Eth0(), Direct, preDnat).Is(VerdictKind.Allowed);
        string forward = OnHosts("fwd", "applyOnForward: true\ntypes: [Ingress]\ningress: [{action: Deny, protocol: TCP, destination: {ports: [8080]}}, {action: Allow}]");
        Ask(Client, "nodeport/ns1/a@n1", Service, Eth0(), forward).Is(VerdictKind.Denied).Ingress(ReasonCode.DeniedByRule, PolicyFamily.Forward);
        string otherPort = OnHosts("fwd", "applyOnForward: true\ntypes: [Ingress]\ningress: [{action: Deny, protocol: TCP, destination: {ports: [30080]}}, {action: Allow}]");
        Ask(Client, "nodeport/ns1/a@n1", Service, Eth0(), otherPort).Is(VerdictKind.Allowed);
    }

    [Fact]
    public void An_allow_before_translation_ends_the_stages_of_the_node_but_not_the_pods()
    {
        string preDnat = OnHosts("pre", "preDNAT: true\napplyOnForward: true\ntypes: [Ingress]\ningress: [{action: Allow, protocol: TCP, destination: {ports: [30080]}}]");
        string forward = OnHosts("fwd", "applyOnForward: true\ntypes: [Ingress]\ningress: [{action: Deny}]");
        Ask(Client, "nodeport/ns1/a@n1", Service, Eth0(), preDnat, forward).Is(VerdictKind.Allowed);
        Ask(Client, "nodeport/ns1/a@n1", Service, Eth0(), preDnat, forward, Allow("10.9.9.9/32")).Is(VerdictKind.Denied).Ingress(ReasonCode.NoRuleMatchesPeer);
    }

    [Fact]
    public void Before_translation_source_ports_count()
    {
        string preDnat = OnHosts("pre", "preDNAT: true\napplyOnForward: true\ntypes: [Ingress]\ningress: [{action: Deny, protocol: TCP, source: {ports: [1000]}, destination: {ports: [30080]}}]");
        Answer answer = Ask(Client, "nodeport/ns1/a@n1", Service, Eth0(), preDnat).Is(VerdictKind.Partial).Answer;
        Assert.Equal("TCP 8080 from source port 0-999,1001-65535", answer.Allowed.Describe());
    }

    [Fact]
    public void What_untracked_policy_lets_through_is_not_translated()
    {
        string untracked = OnHosts("raw", "doNotTrack: true\napplyOnForward: true\ntypes: [Ingress, Egress]\ningress: [{action: Allow, source: {nets: [203.0.113.0/24]}}]\negress: [{action: Allow}]");
        Ask(Client, "nodeport/ns1/a@n1", Service, Eth0(), untracked, Felix("failsafeInboundHostPorts: [], failsafeOutboundHostPorts: []")).Is(VerdictKind.Denied).Ingress(ReasonCode.NotTranslated);
        Ask("198.51.100.9", "nodeport/ns1/a@n1", Service, Eth0(), untracked, Felix("failsafeInboundHostPorts: [], failsafeOutboundHostPorts: []")).Is(VerdictKind.Allowed);
    }

    [Fact]
    public void What_goes_on_to_another_node_leaves_the_first_by_its_egress()
    {
        string n2 = Host("uplink", $"node: n2, interfaceName: eth0, expectedIPs: [{Node2}]");
        string egress = OnHosts("fwd", "applyOnForward: true\ntypes: [Egress]\negress: [{action: Deny, protocol: TCP, source: {nets: [203.0.113.0/24]}, destination: {ports: [8080]}}, {action: Allow}]");
        Ask(Client, "nodeport/ns1/a@n2", Service, Direct, n2, egress).Is(VerdictKind.Denied).Ingress(ReasonCode.DeniedByRule, PolicyFamily.Forward);
    }

    [Fact]
    public void The_node_of_the_backend_sees_the_first_node()
    {
        string preDnat = OnHosts("pre", "preDNAT: true\napplyOnForward: true\ntypes: [Ingress]\ningress: [{action: Deny, protocol: TCP, source: {nets: [192.168.0.2/32]}, destination: {ports: [8080]}}]");
        Ask(Client, "nodeport/ns1/a@n2", Service, Direct, Eth0(), preDnat).Is(VerdictKind.Denied).Ingress(ReasonCode.DeniedByRule, PolicyFamily.PreDnat);
    }

    [Fact]
    public void A_pod_of_another_node_calls_the_port_of_the_node_and_one_of_the_same_node_the_backend()
    {
        string toNodePort = Egress("app: b", "192.168.0.0/16", 30080);
        string toBackend = Egress("app: b", "10.0.0.0/16", 8080);
        Ask("ns1/b", "nodeport/ns1/a@n2", Service, Direct, toNodePort).Is(VerdictKind.Allowed).Egress(ReasonCode.AdmittedByRule);
        Ask("ns1/b", "nodeport/ns1/a@n2", Service, Direct, toBackend).Is(VerdictKind.Denied).Egress(ReasonCode.NoRuleMatchesPeer);
        Ask("ns1/b", "nodeport/ns1/a@n1", Service, Direct, toBackend).Is(VerdictKind.Allowed).Egress(ReasonCode.AdmittedByRule);
        Ask("ns1/b", "nodeport/ns1/a@n1", Service, Direct, toNodePort).Is(VerdictKind.Denied).Egress(ReasonCode.NoRuleMatchesPeer);
    }

    [Fact]
    public void A_pods_address_may_be_translated_on_the_way_to_a_node()
    {
        const string nat = "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.0.0.0/16, natOutgoing: true}}";
        Ask("ns1/c", "nodeport/ns1/a@n1", Service, Direct, Allow("10.0.0.3/32")).Is(VerdictKind.Allowed);
        Ask("ns1/c", "nodeport/ns1/a@n1", Service, nat, Allow("10.0.0.3/32")).Is(VerdictKind.Denied);
        Ask("ns1/c", "nodeport/ns1/a@n1", Service, nat, Allow("192.168.0.2/32")).Is(VerdictKind.Allowed);
        Ask("ns1/c", "nodeport/ns1/a@n1", Service, Allow("10.0.0.3/32")).Is(VerdictKind.Unknown).Ingress(ReasonCode.IpPoolUnknown);
    }

    [Fact]
    public void A_node_reaches_its_own_backends_through_its_port_and_others_with_its_address()
    {
        Ask("node/n1", "nodeport/ns1/a@n1", Service, FromClient).Is(VerdictKind.Allowed).Ingress(ReasonCode.LocalHost);
        Ask("node/n2", "nodeport/ns1/a@n2", Service, FromClient).Is(VerdictKind.Denied).HasNoNote("SNAT");
        Ask("node/n2", "nodeport/ns1/a@n1", Service, FromClient).Is(VerdictKind.Denied);
        Ask("node/n2", "nodeport/ns1/a@n1", Service, Allow("192.168.0.2/32")).Is(VerdictKind.Allowed);
    }

    [Fact]
    public void A_backend_on_its_nodes_network_is_the_hosts_own_traffic()
    {
        const string host = "{apiVersion: v1, kind: Pod, metadata: {name: h, namespace: ns1, labels: {tier: web}}, spec: {nodeName: n1, hostNetwork: true}, status: {podIP: 192.168.0.1}}";
        string service = Service.Replace("{app: a}", "{tier: web}", StringComparison.Ordinal);
        string normal = OnHosts("p", "types: [Ingress]\ningress: [{action: Allow, protocol: TCP, source: {nets: [203.0.113.0/24]}, destination: {ports: [8080]}}]");
        Ask(Client, "nodeport/ns1/a@n1", service, host).Is(VerdictKind.Allowed).Ingress(ReasonCode.HostNetworkEndpoint);
        Ask(Client, "nodeport/ns1/a@n1", service, host, Eth0(), normal).Is(VerdictKind.Allowed).Ingress(ReasonCode.AdmittedByRule, PolicyFamily.Normal);
        Ask(Client, "nodeport/ns1/a@n2", service, host, Eth0(), normal).Is(VerdictKind.Denied).Ingress(ReasonCode.TierDefaultDeny, PolicyFamily.Normal);
    }

    [Fact]
    public void With_ebpf_the_source_is_kept_between_nodes()
    {
        Answer answer = Scenario.Alone(Scenario.Documents(Cluster, Service, FromClient)).Under(EnforcementProfile.CalicoEbpf)
            .Loaded.Snapshot.Ask(new Query { From = Client, To = "nodeport/ns1/a" });
        Assert.Equal(VerdictKind.Allowed, answer.Verdict);
    }

    [Theory]
    [InlineData("nodeport/ns1/a:80", null, "NODE_PORT_NOT_FOUND", "nodes open no port `80` for service `ns1/a`; they open 30080 (http)")]
    [InlineData("nodeport/ns1/a:http", null, null, null)]
    [InlineData("nodeport/ns1/a:30080", "30080", null, null)]
    [InlineData("nodeport/ns1/a:30080", "30081", "PORT_INVALID", "the port is given twice")]
    [InlineData("nodeport/ns1/a@n9", null, "NODE_NOT_FOUND", "there is no node `n9`")]
    [InlineData("nodeport/ns1/zz", null, "SERVICE_NOT_FOUND", "there is no service `ns1/zz`")]
    public void What_is_wrong_with_the_name_is_said(string to, string? port, string? code, string? message)
    {
        Answer answer = Snapshot(Service).Ask(new Query { From = Client, To = to, Port = port });
        Assert.Equal(code, answer.Error?.Code);
        Assert.Contains(message ?? "", answer.Error?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_of_a_node_carries_its_own_protocol_only_and_sends_nothing()
    {
        PolicySnapshot snapshot = Snapshot(Service);
        Assert.Equal("NODE_PORT_NOT_FOUND", snapshot.Ask(new Query { From = Client, To = "nodeport/ns1/a", Protocol = Protocol.Udp }).Error?.Code);
        Assert.Equal("NODE_PORT_NOT_FOUND", snapshot.Ask(new Query { From = Client, To = "nodeport/ns1/a", Protocol = Protocol.Icmp }).Error?.Code);
        Assert.Equal("REFERENCE_INVALID", snapshot.Ask(new Query { From = "nodeport/ns1/a", To = Client }).Error?.Code);
        string clusterOnly = Service.Replace(", nodePort: 30080", "", StringComparison.Ordinal);
        Assert.Equal("NODE_PORT_NOT_FOUND", Snapshot(clusterOnly).Ask(new Query { From = Client, To = "nodeport/ns1/a" }).Error?.Code);
    }

    private static string Allow(string cidr) => FromClient.Replace("203.0.113.0/24", cidr, StringComparison.Ordinal);

    private static string Egress(string pod, string cidr, int port) => $$$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: egress, namespace: ns1}
        spec: {podSelector: {matchLabels: { {{{pod}}} } }, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: {{{cidr}}}}}], ports: [{port: {{{port}}}}]}]}
        """;

    private static string Web(string name, string node) =>
        $$$"""{apiVersion: v1, kind: Pod, metadata: {name: {{{name}}}, namespace: ns1, labels: {tier: web}}, spec: {nodeName: {{{node}}}}, status: {podIP: 10.0.1.{{{name[1..]}}} } }""";

    private static PolicySnapshot Snapshot(params ReadOnlySpan<string> documents) => With(documents).Loaded.Snapshot;

    private static Asked Ask(string from, string to, params ReadOnlySpan<string> documents)
    {
        PolicySnapshot snapshot = Snapshot(documents);
        return new Asked(snapshot, snapshot.Ask(new Query { From = from, To = to }));
    }

    /// <summary>An answer, and what is expected of it.</summary>
    private sealed record Asked(PolicySnapshot Asking, Answer Answer)
    {
        public long Pairs => Answer.Parts.Sum(part => part.Pairs);

        public Asked Is(VerdictKind expected)
        {
            Assert.Null(Answer.Error);
            string all = string.Join('\n', Answer.Parts.Select(part => $"{part.Source} -> {part.Destination} {part.Verdict} {part.Egress.Reason} {part.Ingress.Reason}"));
            Assert.True(expected == Answer.Verdict, $"expected {expected}, got {Answer.Verdict}\n{all}");
            foreach (AnswerPart part in Answer.Parts)
            {
                // A single flow is judged and explained as the whole is.
                Assert.Equal(part.Verdict, Asking.Evaluate(part.Witness).Kind);
                Assert.Equal(part.Verdict, Asking.Explain(part.Witness).Verdict.Kind);
            }

            return this;
        }

        public Asked Ingress(ReasonCode reason, PolicyFamily? stage = null)
        {
            Assert.Equal((reason, stage), (Answer.Parts[0].Ingress.Reason, Answer.Parts[0].Ingress.Stage?.Family));
            return this;
        }

        public Asked Egress(ReasonCode reason)
        {
            Assert.Equal(reason, Answer.Parts[0].Egress.Reason);
            return this;
        }

        public Asked Because(ReasonCode reason)
        {
            Assert.Equal(reason, Answer.Reason);
            return this;
        }

        public Asked HasNote(string text)
        {
            Assert.Contains(Answer.Assumptions, note => note.Contains(text, StringComparison.Ordinal));
            return this;
        }

        public Asked HasNoNote(string text)
        {
            Assert.DoesNotContain(Answer.Assumptions, note => note.Contains(text, StringComparison.Ordinal));
            return this;
        }
    }
}
