using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Where the named implementations part (the reference's table of divergences).</summary>
public sealed class EnforcementProfileTests
{
    private const string Endpoint = """
        apiVersion: projectcalico.org/v3
        kind: WorkloadEndpoint
        metadata: {name: n1-k8s-vm-eth0, namespace: shop}
        spec: {node: n1, orchestrator: k8s, pod: vm, endpoint: eth0, interfaceName: cali1, ipNetworks: [10.0.0.9/32], profiles: [first, second]}
        """;

    private static string ClusterPolicy(string name, string action) =>
        $"{{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {{name: {name}}}, spec: {{tier: Admin, priority: 5, subject: {{namespaces: {{}}}}, ingress: [{{action: {action}, from: [{{namespaces: {{}}}}]}}]}}}}";

    private static string Profile(string name, string action) =>
        $"{{apiVersion: projectcalico.org/v3, kind: Profile, metadata: {{name: {name}}}, spec: {{ingress: [{{action: {action}}}], egress: [{{action: Allow}}]}}}}";

    [Fact]
    public void Row_93_pass_in_a_profile_goes_on_except_with_ebpf()
    {
        Scenario scenario = Scenario.Of(Scenario.Documents(Endpoint, Profile("first", "Pass"), Profile("second", "Allow"))).IsClean();
        scenario.Allows("bank/web", "10.0.0.9");
        scenario.Under(EnforcementProfile.CalicoNftables).Allows("bank/web", "10.0.0.9");
        scenario.Under(EnforcementProfile.CalicoEbpf).Denies("bank/web", "10.0.0.9", ingress: ReasonCode.ProfileDeny);
    }

    [Fact]
    public void With_ebpf_two_protocol_names_match_nothing()
    {
        Scenario scenario = Scenario.Calico("{ingress: [{action: Allow, protocol: UDPLite}, {action: Allow, notProtocol: UDPLite}]}");
        scenario.Allows("bank/web", "shop/db", "136");
        scenario.Under(EnforcementProfile.CalicoEbpf).Allows("bank/web", "shop/db", "136");
        Scenario positive = Scenario.Calico("{ingress: [{action: Allow, protocol: UDPLite}]}");
        positive.Allows("bank/web", "shop/db", "136");
        positive.Under(EnforcementProfile.CalicoEbpf).Denies("bank/web", "shop/db", "136");
        Scenario.Calico("{ingress: [{action: Allow, protocol: 136}]}").Under(EnforcementProfile.CalicoEbpf).Allows("bank/web", "shop/db", "136");
    }

    [Fact]
    public void The_Kubernetes_API_leaves_other_protocols_open_where_a_NetworkPolicy_governs()
    {
        Scenario scenario = Scenario.Kubernetes("{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {}}]}]}");
        scenario.Allows("bank/web", "shop/db", "icmp/8/0").Denies("203.0.113.7", "shop/db", "89");
        Scenario promised = scenario.Under(EnforcementProfile.Kubernetes);
        promised.IsUnknown("bank/web", "shop/db", "icmp/8/0", ingress: ReasonCode.UndefinedByApi).IsUnknown("203.0.113.7", "shop/db", "89");
        promised.Allows("bank/web", "shop/db", "sctp/80").Allows("shop/db", "bank/web", "icmp/8/0").Denies("203.0.113.7", "shop/db", "udp/80");
    }

    [Fact]
    public void The_Kubernetes_API_leaves_open_whether_a_NetworkPolicy_governs_a_pod_on_its_nodes_network()
    {
        Scenario scenario = OnHostNetwork("{podSelector: {matchLabels: {app: agent}}, policyTypes: [Ingress, Egress], ingress: [{from: [{podSelector: {matchLabels: {app: db}}}]}]}");
        scenario.Allows("bank/web", "shop/agent", ingress: ReasonCode.HostNetworkEndpoint);
        scenario.Under(EnforcementProfile.Kubernetes)
            .IsUnknown("bank/web", "shop/agent", ingress: ReasonCode.HostNetworkUndefined)
            .IsUnknown("shop/agent", "bank/web", egress: ReasonCode.HostNetworkUndefined)
            .Allows("shop/db", "shop/agent", ingress: ReasonCode.HostNetworkEndpoint)
            .Allows("bank/web", "172.16.0.1", ingress: ReasonCode.ExternalEndpoint);
    }

    [Fact]
    public void The_Kubernetes_API_leaves_open_whether_selectors_of_a_NetworkPolicy_find_a_pod_on_its_nodes_network()
    {
        Scenario scenario = OnHostNetwork("{podSelector: {matchLabels: {app: far}}, policyTypes: [Ingress, Egress], ingress: [{from: [{podSelector: {matchLabels: {app: agent}}}]}], egress: [{to: [{podSelector: {matchLabels: {app: agent}}}], ports: [{port: metrics}]}]}");
        scenario.Denies("shop/agent", "shop/far", ingress: ReasonCode.NoRuleMatchesPeer);
        scenario.Under(EnforcementProfile.Kubernetes)
            .IsUnknown("shop/agent", "shop/far", ingress: ReasonCode.HostNetworkUndefined)
            .IsUnknown("shop/far", "shop/agent", "tcp/9100", egress: ReasonCode.HostNetworkUndefined)
            .Denies("shop/far", "shop/agent", "tcp/9101")
            .Denies("172.16.0.1", "shop/far")
            .Denies("bank/web", "shop/far");
    }

    [Fact]
    public void Cluster_policies_never_govern_or_find_a_pod_on_its_nodes_network()
    {
        const string deny = "{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: deny}, spec: {tier: Admin, priority: 5, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: agent}}}}]}]}}";
        Scenario scenario = Scenario.Of(Scenario.Documents(Agent, deny, Scenario.KubernetesPolicy("same-peer", "{podSelector: {matchLabels: {app: other}}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: agent}}}]}]}")));
        scenario.Under(EnforcementProfile.Kubernetes).Allows("shop/agent", "shop/db").Allows("shop/db", "shop/agent");
    }

    [Fact]
    public void Under_external_blocks_a_block_matches_neither_pods_nor_nodes()
    {
        const string node = "{apiVersion: v1, kind: Node, metadata: {name: n9}, status: {addresses: [{type: InternalIP, address: 192.168.9.9}]}}";
        Scenario scenario = Scenario.Of(Scenario.Documents(Agent, node, Scenario.KubernetesPolicy("policy", "{podSelector: {matchLabels: {app: far}}, policyTypes: [Ingress, Egress], ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}")));
        scenario.Allows("bank/web", "shop/far").Allows("192.168.9.9", "shop/far").Allows("shop/far", "shop/db");
        scenario.Under(EnforcementProfile.ExternalBlocks)
            .Denies("bank/web", "shop/far", ingress: ReasonCode.NoRuleMatchesPeer)
            .Denies("shop/far", "shop/db")
            .Denies("192.168.9.9", "shop/far")
            .Denies("shop/agent", "shop/far")
            .Allows("203.0.113.7", "shop/far")
            .Allows("shop/far", "203.0.113.7");
    }

    [Fact]
    public void Under_external_blocks_a_pod_without_address_is_in_no_block_and_backends_of_services_are_found()
    {
        const string bare = "{apiVersion: v1, kind: Pod, metadata: {name: new, namespace: shop, labels: {app: new}}}";
        const string slice = "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: db-1, namespace: shop, labels: {kubernetes.io/service-name: db}}, addressType: IPv4, endpoints: [{addresses: [10.0.0.2]}], ports: [{port: 80, protocol: TCP}]}";
        Scenario scenario = Scenario.Of(Scenario.Documents(
            bare,
            slice,
            Scenario.KubernetesPolicy("block", "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}"),
            Scenario.CalicoPolicy("service", "{selector: app == 'web', types: [Egress], egress: [{action: Allow, destination: {services: {name: db, namespace: shop}}}]}")));
        scenario.IsUnknown("shop/new", "shop/db");
        scenario.Under(EnforcementProfile.ExternalBlocks)
            .Denies("shop/new", "shop/db")
            .Denies("shop/web", "shop/db", egress: ReasonCode.AdmittedByRule, ingress: ReasonCode.NoRuleMatchesPeer);
    }

    private const string Agent = """
        apiVersion: v1
        kind: Pod
        metadata: {name: agent, namespace: shop, labels: {app: agent}}
        spec: {hostNetwork: true, nodeName: one, containers: [{name: c, ports: [{name: metrics, containerPort: 9100}]}]}
        status: {hostIP: 172.16.0.1, podIP: 172.16.0.1}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: far, namespace: shop, labels: {app: far}}, spec: {nodeName: two}, status: {podIP: 10.0.9.9}}
        """;

    private static Scenario OnHostNetwork(string policy) => Scenario.Of(Scenario.Documents(Agent, Scenario.KubernetesPolicy("policy", policy)));

    [Theory]
    [InlineData("a-bad")]
    [InlineData("z-bad")]
    public void A_policy_not_understood_may_come_first_among_those_of_its_priority(string name) => Scenario.Of(Scenario.Documents(ClusterPolicy(name, "Refuse"), ClusterPolicy("b", "Accept")))
        .Under(EnforcementProfile.Kubernetes)
        .IsUnknown("bank/web", "shop/db");

    [Theory]
    [InlineData("a", false)]
    [InlineData("z", true)]
    public void A_policy_of_another_kind_keeps_its_place_beside_one_not_understood_of_its_order(string name, bool isBehind)
    {
        string calico = $"{{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {{name: {name}}}, spec: {{tier: kube-admin, order: 5, types: [Ingress], ingress: [{{action: Allow}}]}}}}";
        Scenario scenario = Scenario.Of(Scenario.Documents(ClusterPolicy("b", "Refuse"), calico)).Under(EnforcementProfile.Kubernetes);
        _ = isBehind ? scenario.IsUnknown("bank/web", "shop/db") : scenario.Allows("bank/web", "shop/db");
    }

    [Fact]
    public void Every_profile_has_its_name() =>
        Assert.Equal(["calico-iptables", "calico-nftables", "calico-ebpf", "calico-application-layer", "external-blocks", "kubernetes"], EnforcementProfile.All.Select(profile => profile.Name), StringComparer.Ordinal);
}
