using PolicyEngine.Connectivity;
using PolicyEngine.Queries;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Connectivity;

/// <summary>What passes otherwise, and what that comes from.</summary>
public sealed class SemanticDiffTests
{
    private const string Web = "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, status: {podIP: 10.0.0.1}}";
    private const string Db = "{apiVersion: v1, kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}, status: {podIP: 10.0.0.2}}";
    private const string Tool = "{apiVersion: v1, kind: Pod, metadata: {name: tool, namespace: shop, labels: {app: tool}}, status: {podIP: 10.0.0.3}}";

    private static string Policy(string from, string port, string name = "db") =>
        Scenario.KubernetesPolicy(name, $"{{podSelector: {{matchLabels: {{app: db}}}}, ingress: [{{from: [{from}], ports: [{{port: {port}}}]}}]}}");

    private static ConnectionChange[] Diff(string[] old, string[] now) =>
        [.. SemanticDiff.Between(Scenario.Alone(Scenario.Documents(old)).Loaded.Snapshot, Scenario.Alone(Scenario.Documents(now)).Loaded.Snapshot, new MatrixQuery(), out _)];

    private static string Said(ConnectionChange change) =>
        $"{change.Kind} {change.From.Name} -> {change.To.Name}: {change.Old.Describe()} | {change.New.Describe()} ({string.Join(", ", change.Causes.Select(cause => $"{cause.Kind} {cause.Name}"))})";

    [Fact]
    public void Equal_meanings_differ_in_nothing() => Assert.Empty(Diff(
        [Web, Db, Policy("{podSelector: {matchLabels: {app: web}}}", "80")],
        [Db, Web, Policy("{podSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}}", "80", name: "renamed")]));

    [Fact]
    public void An_edited_policy_is_the_cause_of_what_it_decides()
    {
        ConnectionChange change = Assert.Single(Diff(
            [Web, Db, Policy("{podSelector: {matchLabels: {app: web}}}", "80")],
            [Web, Db, Policy("{podSelector: {matchLabels: {app: web}}}", "81")]));
        Assert.Equal("Changed shop/web -> shop/db: TCP 80 | TCP 81 (PolicyEdited NetworkPolicy/shop/db)", Said(change));
        Assert.Equal(("shop/web", "shop/db", "tcp/80"), (change.Witness!.Source, change.Witness.Destination, change.Witness.Traffic.ToString()));
        Assert.Equal((VerdictKind.Allowed, VerdictKind.Denied), (change.Witness.Old!.Value.Kind, change.Witness.New!.Value.Kind));
    }

    [Fact]
    public void A_new_policy_takes_away_what_it_does_not_allow() => Assert.Equal(
        [
            "Changed shop/web -> shop/db: any | TCP 80 (PolicyAdded NetworkPolicy/shop/db)",
            "Removed 0.0.0.0/0 -> shop/db: any | none (PolicyAdded NetworkPolicy/shop/db)",
        ],
        Diff([Web, Db], [Web, Db, Policy("{podSelector: {matchLabels: {app: web}}}", "80")]).Select(Said),
        StringComparer.Ordinal);

    [Fact]
    public void A_policy_that_is_gone_opens_what_it_closed() => Assert.Equal(
        ["Added 0.0.0.0/0 -> shop/db: none | any (PolicyRemoved NetworkPolicy/shop/db)", "Changed shop/web -> shop/db: TCP 80 | any (PolicyRemoved NetworkPolicy/shop/db)"],
        Diff([Web, Db, Policy("{podSelector: {matchLabels: {app: web}}}", "80")], [Web, Db]).Select(Said).Order(StringComparer.Ordinal),
        StringComparer.Ordinal);

    [Fact]
    public void A_label_that_moved_is_the_cause_of_what_it_opens()
    {
        string policy = Policy("{podSelector: {matchLabels: {app: web}}}", "80");
        ConnectionChange[] changes = Diff([Web, Db, policy], [Web, Db.Replace("app: db", "app: cache", StringComparison.Ordinal), policy]);
        Assert.All(changes, change => Assert.Equal("LabelsChanged shop/db", $"{change.Causes.Single().Kind} {change.Causes.Single().Name}"));
        Assert.Equal(2, changes.Length);
    }

    [Fact]
    public void A_label_of_a_namespace_is_the_cause_of_what_it_opens_to_its_pods()
    {
        const string space = "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {env: dev}}}";
        string policy = Policy("{namespaceSelector: {matchLabels: {env: dev}}}", "80");
        ConnectionChange[] changes = Diff([space, Web, Db, policy], [space.Replace("env: dev", "env: prod", StringComparison.Ordinal), Web, Db, policy]);
        Assert.Equal("LabelsChanged Namespace/shop", $"{Assert.Single(Assert.Single(changes).Causes).Kind} {changes[0].Causes[0].Name}");
    }

    [Fact]
    public void A_new_pod_is_the_cause_of_its_connections()
    {
        string policy = Policy("{podSelector: {matchLabels: {app: web}}}", "80");
        ConnectionChange[] changes = Diff([Web, Db, policy], [Web, Db, Tool, policy]);
        Assert.Equal(5, changes.Length);
        Assert.All(changes, change => Assert.Equal((ChangeKind.Added, ChangeCauseKind.EndpointAdded, "shop/tool"), (change.Kind, change.Causes[0].Kind, change.Causes[0].Name)));
        Assert.All(changes, change => Assert.Null(change.Witness!.Old));
    }

    [Fact]
    public void Ranges_are_cut_where_either_side_cuts_them() => Assert.Equal(
        ["Added 203.0.113.128/25 -> shop/db: none | TCP 80 (PolicyEdited NetworkPolicy/shop/db)", "Removed 203.0.112.0/24 -> shop/db: TCP 80 | none (PolicyEdited NetworkPolicy/shop/db)"],
        Diff(
            [Db, Policy("{ipBlock: {cidr: 203.0.112.0/23, except: [203.0.113.128/25]}}", "80")],
            [Db, Policy("{ipBlock: {cidr: 203.0.113.0/24}}", "80")]).Select(Said).Order(StringComparer.Ordinal),
        StringComparer.Ordinal);

    [Fact]
    public void What_documents_laid_over_change_is_what_the_same_documents_read_anew_change()
    {
        string[] old = [Web, Db, Tool, Policy("{podSelector: {matchLabels: {app: web}}}", "80")];
        string egress = Scenario.KubernetesPolicy("tool", "{podSelector: {matchLabels: {app: tool}}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}, {ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: 80}]}]}");
        PolicySnapshot before = Scenario.Alone(Scenario.Documents(old)).Loaded.Snapshot;
        PolicySnapshot over = before.With([PolicySource.FromText("over.yaml", egress)]).Snapshot;
        ConnectionChange[] laid = [.. SemanticDiff.Between(before, over, new MatrixQuery(), out _)];

        Assert.Equal(Diff(old, [.. old, egress]).Select(Said), laid.Select(Said), StringComparer.Ordinal);
        Assert.Equal(["shop/tool"], laid.Select(change => change.From.Name).Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.NotEmpty(laid);
    }
}
