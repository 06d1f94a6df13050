using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

/// <summary>An answer that depends on what enforces the policies says so.</summary>
public sealed class ProfileNoteTests
{
    private static string ClusterPolicy(string name, string action, int priority = 10) => $$$"""
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: {{{name}}}}
        spec: {tier: Admin, priority: {{{priority}}}, subject: {namespaces: {}}, ingress: [{action: {{{action}}}, from: [{namespaces: {}}]}]}
        """;

    private static ImmutableArray<string> Notes(string policies, EnforcementProfile? profile = null, string from = "bank/web", string to = "shop/db") => Scenario.Of(policies)
        .Under(profile ?? EnforcementProfile.CalicoIptables)
        .Loaded.Snapshot
        .Ask(new Query { From = from, To = to, Port = "80" })
        .Assumptions;

    [Fact]
    public void A_NetworkPolicy_that_selects_a_pod_on_its_nodes_network_is_told_of()
    {
        const string agent = "{apiVersion: v1, kind: Pod, metadata: {name: agent, namespace: shop}, spec: {hostNetwork: true}, status: {podIP: 172.16.0.1}}";
        Answer answer = Scenario.Of(Scenario.Documents(agent, Scenario.KubernetesPolicy("all", "podSelector: {}"))).Loaded.Snapshot
            .Ask(new Query { From = "bank/web", To = "shop/agent", Port = "80" });
        Assert.Equal(VerdictKind.Allowed, answer.Verdict);
        Assert.Contains(answer.Assumptions, note => note.Contains("shop/all selects shop/agent, which is on its node's network", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_priorities_that_decide_differently_go_by_name_with_a_note()
    {
        string policies = Scenario.Documents(ClusterPolicy("a", "Accept"), ClusterPolicy("b", "Deny"));

        Assert.Equal(
            "ClusterNetworkPolicy/a and ClusterNetworkPolicy/b have one priority and decide differently: calico-iptables goes by name, other implementations may not (profile kubernetes)",
            Assert.Single(Notes(policies)));
        Assert.Empty(Notes(policies, EnforcementProfile.Kubernetes));
    }

    [Fact]
    public void Where_policies_of_one_priority_agree_or_priorities_differ_there_is_nothing_to_say()
    {
        Assert.Empty(Notes(Scenario.Documents(ClusterPolicy("a", "Accept"), ClusterPolicy("b", "Accept"))));
        Assert.Empty(Notes(Scenario.Documents(ClusterPolicy("a", "Accept"), ClusterPolicy("b", "Deny", priority: 11))));
    }

    [Fact]
    public void What_no_host_endpoint_decides_about_forwarded_traffic_depends_on_the_profile()
    {
        string hosts = Scenario.Documents(
            """
            {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop}, spec: {nodeName: n1}, status: {podIP: 10.0.0.9}}
            """,
            """
            {apiVersion: projectcalico.org/v3, kind: HostEndpoint, metadata: {name: all}, spec: {node: n1, interfaceName: "*"}}
            """,
            Scenario.GlobalPolicy("forward", "{applyOnForward: true, selector: '!has(projectcalico.org/namespace)', types: [Egress], egress: [{action: Pass}]}"));

        Assert.Contains(Notes(hosts, null, "203.0.113.7", "shop/p"), note => note.Contains("firewall", StringComparison.Ordinal));
    }
}
