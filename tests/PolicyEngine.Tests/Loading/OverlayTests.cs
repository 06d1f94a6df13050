using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Tests.Semantics;
using PolicyEngine.Text;
using TestKit;

namespace PolicyEngine.Tests.Loading;

/// <summary>Documents laid over a snapshot, and objects taken out of it.</summary>
public sealed class OverlayTests
{
    private const string Isolated = """
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: isolated, namespace: shop}, spec: {podSelector: {}}}
        """;

    private const string Open = """
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: isolated, namespace: shop}, spec: {podSelector: {}, ingress: [{}]}}
        """;

    private const string Stored = """
        {apiVersion: crd.projectcalico.org/v1, kind: NetworkPolicy, metadata: {name: default.p, namespace: shop}, spec: {tier: default, selector: all()}}
        """;

    [Fact]
    public void A_document_laid_over_adds_an_object_and_the_snapshot_below_stays_as_it_is()
    {
        PolicySnapshot below = Load();
        PolicySnapshot over = below.With(Documents(Isolated)).Snapshot;
        Assert.Equal(VerdictKind.Denied, Verdict(over, "bank/web", "shop/web"));
        Assert.Equal(VerdictKind.Allowed, Verdict(below, "bank/web", "shop/web"));
    }

    [Fact]
    public void A_document_replaces_the_object_of_its_kind_namespace_and_name()
    {
        LoadResult over = Load(Isolated).With(Documents(Open));
        Assert.Empty(over.Diagnostics);
        Assert.Equal(VerdictKind.Allowed, Verdict(over.Snapshot, "bank/web", "shop/web"));
        Assert.Single(over.Snapshot.Model.Policies);
    }

    [Theory]
    [InlineData("networkpolicy/shop/isolated")]
    [InlineData("NetworkPolicy.networking.k8s.io/shop/isolated")]
    [InlineData("netpol/shop/isolated")]
    public void An_object_may_be_taken_away(string reference)
    {
        LoadResult over = Load(Isolated).With([], [reference]);
        Assert.Empty(over.Diagnostics);
        Assert.Equal(VerdictKind.Allowed, Verdict(over.Snapshot, "bank/web", "shop/web"));
    }

    [Theory]
    [InlineData("networkpolicy/shop/other")]
    [InlineData("networkpolicy.projectcalico.org/shop/isolated")]
    [InlineData("gnp/isolated")]
    [InlineData("nonsense")]
    [InlineData("a/b/c/d")]
    public void What_is_not_there_cannot_be_taken_away(string reference)
    {
        LoadResult over = Load(Isolated).With([], [reference]);
        Assert.Equal(("PE3025", Severity.Error), (over.Diagnostics.Single().Code, over.Diagnostics.Single().Severity));
        Assert.Equal(VerdictKind.Denied, Verdict(over.Snapshot, "bank/web", "shop/web"));
    }

    [Fact]
    public void Overlays_lie_over_overlays()
    {
        PolicySnapshot snapshot = Load();
        for (int generation = 0; generation < 40; generation++)
        {
            snapshot = snapshot.With(Documents(generation % 2 == 0 ? Isolated : Open)).Snapshot;
            Assert.Equal(generation % 2 == 0 ? VerdictKind.Denied : VerdictKind.Allowed, Verdict(snapshot, "bank/web", "shop/web"));
        }

        Assert.Equal(VerdictKind.Allowed, Verdict(snapshot.With([], ["networkpolicy/shop/isolated"]).Snapshot, "bank/web", "shop/web"));
    }

    [Fact]
    public void Pods_namespaces_and_tiers_may_be_laid_over_too()
    {
        PolicySnapshot below = Load(Scenario.CalicoPolicy("red", "{types: [Ingress], ingress: [{action: Allow, source: {namespaceSelector: zone == 'red'}}]}"));
        Assert.Equal(VerdictKind.Denied, Verdict(below, "bank/web", "shop/web"));
        PolicySnapshot labelled = below.With(Documents("{apiVersion: v1, kind: Namespace, metadata: {name: bank, labels: {zone: red}}}")).Snapshot;
        Assert.Equal(VerdictKind.Allowed, Verdict(labelled, "bank/web", "shop/web"));
        PolicySnapshot more = labelled.With(Documents("{apiVersion: v1, kind: Pod, metadata: {name: new, namespace: bank}, status: {podIP: 10.9.9.9}}")).Snapshot;
        Assert.Equal(VerdictKind.Allowed, Verdict(more, "bank/new", "shop/web"));
        PolicySnapshot tiered = more.With(Documents(
            "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: first}, spec: {order: 1}}",
            "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: none}, spec: {tier: first, types: [Ingress]}}")).Snapshot;
        Assert.Equal(VerdictKind.Denied, Verdict(tiered, "bank/new", "shop/web"));
        Assert.Equal(VerdictKind.Allowed, Verdict(tiered.With([], ["gnp/none"]).Snapshot, "bank/new", "shop/web"));
    }

    [Fact]
    public void A_tier_that_is_mended_is_no_longer_in_doubt()
    {
        PolicySnapshot below = Load("{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: t}, spec: {order: soon}}", Scenario.GlobalPolicy("p", "{tier: t, types: [Ingress], ingress: [{action: Allow}]}"));
        Assert.Equal(VerdictKind.Unknown, Verdict(below, "bank/web", "shop/web"));
        PolicySnapshot mended = below.With(Documents("{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: t}, spec: {order: 5}}")).Snapshot;
        Assert.Equal(VerdictKind.Allowed, Verdict(mended, "bank/web", "shop/web"));
    }

    [Fact]
    public void What_is_staged_over_a_snapshot_is_pending()
    {
        PolicySnapshot over = Load().With(Documents(Scenario.GlobalPolicy("p", "{selector: app == 'web', types: [Ingress]}", "StagedGlobalNetworkPolicy"))).Snapshot;
        Assert.Equal(VerdictKind.Allowed, Verdict(over, "bank/web", "shop/web"));
        Assert.Equal(VerdictKind.Denied, Verdict(over.Pending, "bank/web", "shop/web"));
    }

    [Fact]
    public void A_broken_document_laid_over_is_told_of_and_leaves_verdicts_in_doubt()
    {
        LoadResult over = Load().With(Documents("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: shop}, spec: {podSelectr: {}}}"));
        Assert.Contains("PE3001", over.Diagnostics.Select(diagnostic => diagnostic.Code), StringComparer.Ordinal);
        Assert.Equal(VerdictKind.Unknown, Verdict(over.Snapshot, "bank/web", "shop/web"));
    }

    [Theory]
    [InlineData("networkpolicy/shop/isolated")]
    [InlineData("networkpolicy.networking.k8s.io/shop/isolated")]
    public void A_document_that_is_kept_goes_with_its_object(string reference)
    {
        LoadResult below = Load(LoadOptions.Default with { KeepsText = true }, Isolated);
        int kept = below.Kept!.Documents.Length;
        Assert.Equal(kept - 1, below.Snapshot.With([], [reference]).Kept!.Documents.Length);
        Assert.Equal(kept - 1, below.Snapshot.With([], [reference]).Snapshot.With([], []).Kept!.Documents.Length);
        Assert.Equal(kept, below.Kept.Documents.Length);
    }

    [Fact]
    public void An_object_of_another_kind_or_namespace_does_not_go_with_it()
    {
        string global = Isolated.Replace("networking.k8s.io/v1", "projectcalico.org/v3", StringComparison.Ordinal).Replace("{podSelector: {}}", "{selector: all()}", StringComparison.Ordinal);
        LoadResult below = Load(LoadOptions.Default with { KeepsDocuments = true }, Isolated, global, Isolated.Replace("shop", "bank", StringComparison.Ordinal));
        LoadResult over = below.Snapshot.With([], ["networkpolicy.projectcalico.org/shop/isolated"]);
        Assert.Empty(over.Diagnostics);
        Assert.Equal(below.Kept!.Documents.Length - 1, over.Kept!.Documents.Length);
        Assert.Equal(VerdictKind.Denied, Verdict(over.Snapshot, "bank/web", "shop/web"));
    }

    [Theory]
    [InlineData("networkpolicy/shop/p")]
    [InlineData("networkpolicy.projectcalico.org/shop/p")]
    [InlineData("networkpolicy.crd.projectcalico.org/shop/default.p")]
    public void A_custom_resource_of_Calico_goes_by_its_name_and_by_the_one_it_is_stored_under(string reference)
    {
        LoadResult below = Load(LoadOptions.Default with { KeepsDocuments = true }, Stored);
        LoadResult over = below.Snapshot.With([], [reference]);
        Assert.Empty(over.Diagnostics);
        Assert.Empty(over.Snapshot.Model.Policies);
        Assert.Equal(below.Kept!.Documents.Length - 1, over.Kept!.Documents.Length);
    }

    [Fact]
    public void A_policy_of_Calicos_API_takes_the_place_of_its_custom_resource_among_what_is_kept()
    {
        LoadResult below = Load(LoadOptions.Default with { KeepsDocuments = true }, Stored);
        LoadResult over = below.Snapshot.With(Documents(Scenario.CalicoPolicy("p", "{selector: all()}")));
        Assert.Single(over.Snapshot.Model.Policies);
        Assert.Equal(below.Kept!.Documents.Length, over.Kept!.Documents.Length);
    }

    [Theory]
    [InlineData("workloadendpoint/shop/n1-k8s-w-eth0")]
    [InlineData("wep/shop/w")]
    public void A_record_goes_by_its_own_name_and_by_that_of_its_pod(string reference)
    {
        LoadResult below = Load(LoadOptions.Default with { KeepsDocuments = true }, """
            {apiVersion: projectcalico.org/v3, kind: WorkloadEndpoint, metadata: {name: n1-k8s-w-eth0, namespace: shop}, spec: {node: n1, pod: w, endpoint: eth0, ipNetworks: [10.9.9.9/32]}}
            """);
        LoadResult over = below.Snapshot.With([], [reference]);
        Assert.Empty(over.Diagnostics);
        Assert.Equal(below.Kept!.Documents.Length - 1, over.Kept!.Documents.Length);
        Assert.DoesNotContain(over.Snapshot.Model.Endpoints, endpoint => endpoint.Name == "w");
    }

    [Fact]
    public void A_text_that_is_read_again_takes_the_place_of_the_earlier_one()
    {
        LoadResult below = Load(LoadOptions.Default with { KeepsText = true }, Isolated);
        LoadResult once = below.Snapshot.With([PolicySource.FromText("isolated.yaml", Isolated)]);
        LoadResult twice = once.Snapshot.With([PolicySource.FromText("isolated.yaml", Open)]);
        Assert.Equal(once.Kept!.Texts.Length, twice.Kept!.Texts.Length);
        Assert.Equal(Open, twice.LinesOf("isolated.yaml")![0]);
    }

    [Fact]
    public void A_model_without_documents_has_nothing_to_lie_over() =>
        Assert.Throws<InvalidOperationException>(() => PolicySnapshot.Compile(Load().Model).With([]));

    private static PolicySnapshot Load(params string[] documents) => Load(LoadOptions.Default, documents).Snapshot;

    private static LoadResult Load(LoadOptions options, params string[] documents) =>
        new PolicyLoader(options).Load([PolicySource.FromText("cluster.yaml", TestCluster.Yaml), .. Documents(documents)]);

    private static PolicySource[] Documents(params string[] documents) => [PolicySource.FromText("over.yaml", string.Join("\n---\n", documents))];

    private static VerdictKind Verdict(PolicySnapshot snapshot, string from, string to) =>
        snapshot.Evaluate(new Flow(snapshot.PartyOf(from), snapshot.PartyOf(to), PolicyEngine.Sets.TrafficPoint.Ports(PolicyEngine.Sets.Protocol.Tcp, 80))).Kind;
}
