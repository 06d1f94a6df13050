using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using static PolicyEngine.Tests.Semantics.HostWorld;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Blocks of NetworkPolicies and addresses that services translate: which the Kubernetes API leaves open, and which not.</summary>
public sealed class TranslationUndefinedTests
{
    private static string Service(string more = "") => $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: a, namespace: ns1}
        spec: {type: NodePort, clusterIP: 10.96.0.7, selector: {app: a}, ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}]{{more}}}
        """;

    private static string Ingress(string peer) =>
        $"{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: in, namespace: ns1}}, spec: {{podSelector: {{matchLabels: {{app: a}}}}, ingress: [{{from: [{peer}]}}]}}}}";

    private static string Egress(string peer) =>
        $"{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: out, namespace: ns1}}, spec: {{podSelector: {{matchLabels: {{app: c}}}}, policyTypes: [Egress], egress: [{{to: [{peer}]}}]}}}}";

    private static Answer Ask(string from, string to, params ReadOnlySpan<string> documents) =>
        With(documents).Under(EnforcementProfile.Kubernetes).Loaded.Snapshot.Ask(new Query { From = from, To = to });

    [Theory]
    [InlineData("ipBlock: {cidr: 10.96.0.0/16}", VerdictKind.Unknown)]
    [InlineData("ipBlock: {cidr: 10.0.0.0/16}", VerdictKind.Unknown)]
    [InlineData("ipBlock: {cidr: 10.0.0.0/8}", VerdictKind.Allowed)]
    [InlineData("ipBlock: {cidr: 172.16.0.0/16}", VerdictKind.Denied)]
    [InlineData("podSelector: {matchLabels: {app: a}}", VerdictKind.Allowed)]
    public void A_block_may_see_a_service_or_its_backend(string peer, VerdictKind verdict)
    {
        Answer answer = Ask("ns1/c", "svc/ns1/a", Service(), Egress($"{{{peer}}}"));

        Assert.Equal(verdict, answer.Verdict);
        Assert.Equal(verdict, answer.Snapshot.Evaluate(answer.Parts[0].Witness).Kind);
        Assert.Equal(verdict, answer.Snapshot.Explain(answer.Parts[0].Witness).Verdict.Kind);
        Assert.Equal(verdict == VerdictKind.Unknown, answer.Parts[0].Egress.Reason == ReasonCode.TranslationUndefined);
    }

    [Fact]
    public void A_headless_service_translates_nothing() =>
        Assert.Equal(VerdictKind.Denied, Ask("ns1/c", "svc/ns1/a", Service().Replace("clusterIP: 10.96.0.7", "clusterIP: None", StringComparison.Ordinal), Egress("{ipBlock: {cidr: 10.96.0.0/16}}")).Verdict);

    [Theory]
    [InlineData("nodeport/ns1/a@n1", "", "{ipBlock: {cidr: 203.0.113.0/24}}", VerdictKind.Allowed)]
    [InlineData("nodeport/ns1/a@n1", "", "{podSelector: {}}", VerdictKind.Unknown)]
    [InlineData("nodeport/ns1/a@n2", "", "{ipBlock: {cidr: 203.0.113.0/24}}", VerdictKind.Unknown)]
    [InlineData("nodeport/ns1/a@n2", "", "{ipBlock: {cidr: 192.168.0.2/32}}", VerdictKind.Unknown)]
    [InlineData("nodeport/ns1/a@n2", "", "{ipBlock: {cidr: 192.168.0.2/32}}, {ipBlock: {cidr: 203.0.113.0/24}}", VerdictKind.Allowed)]
    [InlineData("nodeport/ns1/a@n2", "", "{podSelector: {}}", VerdictKind.Denied)]
    [InlineData("nodeport/ns1/a@n1", ", externalTrafficPolicy: Local", "{podSelector: {}}", VerdictKind.Denied)]
    public void A_block_may_see_a_client_or_the_node_that_it_enters_at(string to, string more, string peers, VerdictKind verdict) =>
        Assert.Equal(verdict, Ask(Outside, to, Service(more), Ingress(peers)).Verdict);

    [Theory]
    [InlineData("{ipBlock: {cidr: 192.168.0.2/32}}", VerdictKind.Unknown)]
    [InlineData("{podSelector: {}}, {ipBlock: {cidr: 192.168.0.2/32}}", VerdictKind.Allowed)]
    [InlineData("{ipBlock: {cidr: 0.0.0.0/0}}", VerdictKind.Allowed)]
    public void A_pod_that_asks_its_own_node_may_be_seen_asking_the_node_or_the_backend(string peers, VerdictKind verdict) =>
        Assert.Equal(verdict, Ask("ns1/c", "nodeport/ns1/a@n2", Service(), Egress(peers).Replace("}]}]}}", "}], ports: [{port: 30080}, {port: 8080}]}]}}", StringComparison.Ordinal)).Verdict);
}
