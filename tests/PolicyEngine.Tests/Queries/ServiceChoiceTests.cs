using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Queries;

/// <summary>Which recorded backends of a service traffic is sent to, as kube-proxy chooses: by their conditions, and by the node where it keeps to it.</summary>
public sealed class ServiceChoiceTests
{
    private const string Ready = "{ready: true, serving: true, terminating: false}";
    private const string NotReady = "{ready: false, serving: false, terminating: false}";
    private const string Ending = "{ready: false, serving: true, terminating: true}";
    private const string Ended = "{ready: false, serving: false, terminating: true}";

    // b and its twin, each on a node of its own; policy keeps everything from b.
    private const string World = """
        {apiVersion: v1, kind: Node, metadata: {name: w1}, status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: w2}, status: {addresses: [{type: InternalIP, address: 192.168.0.2}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: w3}, status: {addresses: [{type: InternalIP, address: 192.168.0.3}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a1, namespace: d}, spec: {nodeName: w1}, status: {podIP: 10.0.1.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a2, namespace: d}, spec: {nodeName: w2}, status: {podIP: 10.0.2.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a3, namespace: d}, spec: {nodeName: w3}, status: {podIP: 10.0.3.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: nowhere, namespace: d}, status: {podIP: 10.0.9.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: d, labels: {app: b}}, spec: {nodeName: w1}, status: {podIP: 10.0.1.9}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: twin, namespace: d, labels: {app: twin}}, spec: {nodeName: w2}, status: {podIP: 10.0.2.9}}
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: none, namespace: d}, spec: {podSelector: {matchLabels: {app: b}}, policyTypes: [Ingress]}}

        """;

    [Theory]
    [InlineData(Ready, Ready, VerdictKind.Partial)]
    [InlineData(NotReady, Ready, VerdictKind.Allowed)]
    [InlineData(Ending, Ready, VerdictKind.Allowed)]
    [InlineData(Ended, Ready, VerdictKind.Allowed)]
    [InlineData(Ready, NotReady, VerdictKind.Denied)]
    [InlineData(Ending, NotReady, VerdictKind.Denied)]
    [InlineData(Ending, Ending, VerdictKind.Partial)]
    [InlineData("{}", NotReady, VerdictKind.Denied)]
    public void Traffic_goes_to_what_is_ready_and_else_to_what_serves_until_it_has_ended(string b, string twin, VerdictKind verdict) =>
        Assert.Equal(verdict, Ask("d/a1", "svc/d/s", "", b, twin).Verdict);

    [Theory]
    [InlineData(NotReady)]
    [InlineData(Ended)]
    public void Where_nothing_serves_there_is_no_backend(string conditions) =>
        Assert.Equal(("SERVICE_NO_BACKEND", "no backend of service `d/s` is ready"), (Ask("d/a1", "svc/d/s", "", conditions, conditions).Error!.Code, Ask("d/a1", "10.96.0.9", "", conditions, conditions).Error!.Message));

    [Fact]
    public void What_is_left_out_is_told() =>
        Assert.Equal("of service d/s 1 backend that is not ready is left out", Ask("d/a1", "svc/d/s", "", NotReady, Ready).Assumptions[0]);

    [Theory]
    [InlineData("d/a1", VerdictKind.Denied)]
    [InlineData("d/a2", VerdictKind.Allowed)]
    [InlineData("node/w2", VerdictKind.Allowed)]
    [InlineData("d/nowhere", VerdictKind.Partial)]
    [InlineData("d/a*", VerdictKind.Partial)]
    public void Internal_traffic_that_is_local_goes_to_backends_of_the_senders_node(string from, VerdictKind verdict) =>
        Assert.Equal(verdict, Ask(from, "svc/d/s", "internalTrafficPolicy: Local, ", Ready, Ready).Verdict);

    [Fact]
    public void Internal_traffic_that_is_local_is_lost_where_the_node_has_no_backend()
    {
        Answer answer = Ask("d/a3", "svc/d/s", "internalTrafficPolicy: Local, ", Ready, Ready);

        Assert.Equal((VerdictKind.Denied, ReasonCode.NoLocalBackend), (answer.Verdict, Assert.Single(answer.Parts).Ingress.Reason));
        Assert.Equal(VerdictKind.Partial, Ask("d/a3", "svc/d/s", "", Ready, Ready).Verdict);
    }

    [Theory]
    [InlineData("d/a3", "svc/d/s")]
    [InlineData("d/a3", "10.96.0.9")]
    [InlineData("node/w3", "svc/d/s")]
    [InlineData("node/w3", "10.96.0.9")]
    public void What_is_lost_for_want_of_a_backend_on_the_node_is_explained_by_that_and_by_no_policy(string from, string to)
    {
        Answer answer = Ask(from, to, "internalTrafficPolicy: Local, ", Ready, Ready);

        Explanation explanation = answer.Snapshot.Explain(Assert.Single(answer.Parts).Witness);
        Assert.Equal((VerdictKind.Denied, ReasonCode.NoLocalBackend), (explanation.Verdict.Kind, explanation.Ingress.Decision.Reason));
        Assert.Empty(explanation.Ingress.Steps.Where(step => step.Rule is not null));
        Assert.Null(explanation.Ingress.WhyNot);
        Assert.Equal(explanation.Verdict, answer.Snapshot.Evaluate(explanation.Flow));
    }

    [Theory]
    [InlineData("d/a1", Ending, Ready, VerdictKind.Denied)]
    [InlineData("d/a2", Ready, Ending, VerdictKind.Allowed)]
    public void What_ends_serves_its_own_node_while_others_are_ready(string from, string b, string twin, VerdictKind verdict) =>
        Assert.Equal(verdict, Ask(from, "svc/d/s", "internalTrafficPolicy: Local, ", b, twin).Verdict);

    [Theory]
    [InlineData("nodeport/d/s@w1", Ready, Ready, VerdictKind.Denied, ReasonCode.IsolatedNoRule)]
    [InlineData("nodeport/d/s@w1", NotReady, Ready, VerdictKind.Denied, ReasonCode.NoLocalBackend)]
    [InlineData("nodeport/d/s@w2", NotReady, Ready, VerdictKind.Allowed, ReasonCode.IngressNotIsolated)]
    [InlineData("nodeport/d/s@w2", Ready, Ending, VerdictKind.Allowed, ReasonCode.IngressNotIsolated)]
    public void A_node_that_keeps_to_its_own_backends_chooses_among_them(string to, string b, string twin, VerdictKind verdict, ReasonCode reason)
    {
        Answer answer = Ask("203.0.113.7", to, "externalTrafficPolicy: Local, ", b, twin);

        Assert.Equal((verdict, reason), (answer.Verdict, Assert.Single(answer.Parts).Ingress.Reason));
    }

    private static Answer Ask(string from, string to, string policy, string b, string twin)
    {
        string service = $$"""
            ---
            {apiVersion: v1, kind: Service, metadata: {name: s, namespace: d}, spec: {type: NodePort, {{policy}}clusterIP: 10.96.0.9, ports: [{port: 80, nodePort: 30080}]} }
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: s-1, namespace: d, labels: {kubernetes.io/service-name: s} }
            addressType: IPv4
            ports: [{port: 80}]
            endpoints: [{addresses: [10.0.1.9], conditions: {{b}}}, {addresses: [10.0.2.9], conditions: {{twin}}}]
            """;
        LoadResult loaded = new PolicyLoader().LoadText(World + service);
        Assert.Empty(loaded.Diagnostics);
        return loaded.Snapshot.Ask(new Query { From = from, To = to, Port = to.StartsWith("nodeport", StringComparison.Ordinal) ? "30080" : "80" });
    }
}
