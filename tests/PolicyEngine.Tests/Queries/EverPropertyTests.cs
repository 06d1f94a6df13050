using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Queries;
using PolicyEngine.Queries.Futures;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;
using Property = TestKit.Property;

namespace PolicyEngine.Tests.Queries;

/// <summary>Answers about every pod there could be, compared with asking about very many of them one by one.</summary>
public sealed class EverPropertyTests
{
    private const string Cluster = """
        {apiVersion: v1, kind: Namespace, metadata: {name: one, labels: {env: p}}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: two}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: server, namespace: one, labels: {a: server}}, status: {podIP: 10.0.0.9}}
        """;

    // New namespaces of every kind that conditions tell apart.
    private const string NewNamespaces = """
        {apiVersion: v1, kind: Namespace, metadata: {name: new-none}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: new-p, labels: {env: p}}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: new-q, labels: {env: q}}}
        """;

    private static readonly string[] Namespaces = ["one", "two", "new-none", "new-p", "new-q"];

    private static readonly string[] Labels =
        [.. from a in (string[])["", "a=x", "a=y", "a=z"] from b in (string[])["", "b=x", "b=z"] select string.Join(',', new[] { a, b }.Where(label => label.Length > 0))];

    private static readonly Gen<string> Condition = Gen.Elements("a == 'x'", "a != 'x'", "has(b)", "!has(a)", "b == 'x' || a == 'y'", "all()");

    private static readonly Gen<string> PodLabels = Gen.Elements(
        "{}", "{matchLabels: {a: x}}", "{matchLabels: {b: x}}", "{matchExpressions: [{key: a, operator: NotIn, values: [x]}]}", "{matchExpressions: [{key: b, operator: Exists}]}");

    private static readonly Gen<string> KubernetesPeer = Gen.OneOf(
        PodLabels.Select(labels => $"{{podSelector: {labels}}}"),
        from environment in Gen.Elements("{}", "{matchLabels: {env: p}}", "{matchExpressions: [{key: env, operator: DoesNotExist}]}", "{matchLabels: {kubernetes.io/metadata.name: two}}")
        from labels in PodLabels
        select $"{{namespaceSelector: {environment}, podSelector: {labels}}}");

    private static readonly Gen<string> CalicoRule =
        from action in Gen.Elements("Allow", "Deny", "Pass", "Log")
        from selector in Condition
        from side in Gen.Elements("source", "destination")
        from @namespace in Gen.Elements("", ", namespaceSelector: \"env == 'p'\"", ", notSelector: \"b == 'x'\"")
        select $"{{action: {action}, {side}: {{selector: \"{selector}\"{@namespace}}}}}";

    private static readonly Arbitrary<(string Policies, string Pods, bool Receive)> Questions = Arb.From(
        from policies in Policy().ListOf(3)
        from pods in Condition
        from receive in Gen.Elements(true, false)
        select (string.Join("\n---\n", policies.Select((policy, number) => policy.Replace("NAME", $"p{number}", StringComparison.Ordinal))), pods, receive));

    [Fact]
    public void Never_means_that_no_pod_ever_could() => Property.Holds(
        Questions,
        question =>
        {
            LoadResult loaded = new PolicyLoader().LoadText($"{Cluster}\n---\n{question.Policies}");
            Assert.False(loaded.HasErrors);
            PolicySnapshot snapshot = loaded.Snapshot;
            EverAnswer answer = snapshot.Ever(new EverQuery
            {
                Pods = Selector.Parse(question.Pods),
                Peer = "one/server",
                Port = "80",
                PodsReceive = question.Receive,
            });
            PolicySnapshot wider = snapshot.With([PolicySource.FromText("new", NewNamespaces)]).Snapshot;
            bool expected = Namespaces.Any(@namespace => Labels.Any(labels => Holds(question.Pods, labels) && IsAllowed(wider, $"labels:{labels}@{@namespace}", question.Receive)));

            Assert.Equal(expected ? Truth.Yes : Truth.No, answer.Truth);
            Assert.Equal(expected, answer.Evidence?.Parts.Any(part => part.Verdict == VerdictKind.Allowed) == true);
            Assert.True(!expected || Selector.Parse(question.Pods).Matches(answer.Witness!.Labels));
        },
        cases: 60);

    private static bool Holds(string condition, string labels) => Selector.Parse(condition).Matches(LabelSet.Create(labels
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(label => KeyValuePair.Create(label.Split('=')[0], label.Split('=')[1]))));

    private static bool IsAllowed(PolicySnapshot snapshot, string pod, bool receives) =>
        snapshot.Ask(new Query { From = receives ? "one/server" : pod, To = receives ? pod : "one/server", Port = "80" }).Verdict == VerdictKind.Allowed;

    private static Gen<string> Policy() => Gen.Frequency(
        (3, from @namespace in Gen.Elements("one", "two")
            from subject in PodLabels
            from direction in Gen.Elements("ingress", "egress")
            from peer in KubernetesPeer
            from port in Gen.Elements("", ", ports: [{port: 80}]", ", ports: [{port: 81}]")
            select $"{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: NAME, namespace: {@namespace}}}, spec: {{podSelector: {subject}, policyTypes: [{char.ToUpperInvariant(direction[0])}{direction[1..]}], {direction}: [{{{(direction == "ingress" ? "from" : "to")}: [{peer}]{port}}}]}}}}"),
        (3, from order in Gen.Choose(1, 3)
            from subject in Condition
            from ingress in CalicoRule.ListOf(2)
            from egress in CalicoRule.ListOf(2)
            select $"{{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {{name: NAME}}, spec: {{order: {order}, selector: \"{subject}\", types: [Ingress, Egress], ingress: [{string.Join(", ", ingress)}], egress: [{string.Join(", ", egress)}]}}}}"));
}
