using PolicyEngine.Model;

namespace PolicyEngine.Tests.Loading;

/// <summary>The forms in which objects are given.</summary>
public sealed class InputFormsTests
{
    private const string Policy = "{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"NetworkPolicy\",\"metadata\":{\"name\":\"p\",\"namespace\":\"shop\"},\"spec\":{\"podSelector\":{}}}";

    private static LoadResult Load(string text, string name = "input.yaml") => new PolicyLoader().LoadText(text, name);

    private static string[] Policies(LoadResult loaded) => [.. loaded.Snapshot.Model.Policies.Select(policy => policy.Name.ToString())];

    [Theory]
    [InlineData("")]
    [InlineData("---\n---\n")]
    [InlineData("# only a comment\n")]
    [InlineData("null")]
    public void An_empty_input_is_an_empty_snapshot(string text)
    {
        LoadResult loaded = Load(text);
        Assert.Empty(loaded.Diagnostics);
        Assert.False(loaded.HasErrors);
        Assert.Equal(0, loaded.DocumentCount);
        Assert.Empty(loaded.Snapshot.Model.Endpoints);
        Assert.Equal(["kube-admin", "default", "kube-baseline"], loaded.Snapshot.Model.Tiers.Select(tier => tier.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void A_stream_may_have_many_documents_some_of_them_empty()
    {
        LoadResult loaded = Load("---\n# nothing\n---\n{apiVersion: v1, kind: Namespace, metadata: {name: a}}\n---\n---\n{apiVersion: v1, kind: Namespace, metadata: {name: b}}\n...\n");
        Assert.Equal(2, loaded.DocumentCount);
        Assert.Equal(["a", "b"], loaded.Snapshot.Model.Namespaces.Select(found => found.Name), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("input.json")]
    [InlineData("input.yaml")]
    public void Json_is_read_wherever_it_stands(string name) => Assert.Equal(["NetworkPolicy/shop/p"], Policies(Load(Policy, name)));

    [Theory]
    [InlineData("{{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{0}]}}")]
    [InlineData("[{0}]")]
    [InlineData("{{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"NetworkPolicyList\",\"metadata\":{{}},\"items\":[{0}]}}")]
    [InlineData("{{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{0}]}}]}}")]
    public void Lists_stand_for_their_items(string list) =>
        Assert.Equal(["NetworkPolicy/shop/p"], Policies(Load(string.Format(System.Globalization.CultureInfo.InvariantCulture, list, Policy))));

    [Fact]
    public void Items_of_a_typed_list_take_its_kind_and_version()
    {
        LoadResult loaded = Load("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nitems:\n- metadata: {name: p, namespace: shop}\n  spec: {podSelector: {}}\n");
        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(["NetworkPolicy/shop/p"], Policies(loaded));
    }

    [Fact]
    public void An_object_without_namespace_is_in_the_default_one_or_in_that_of_the_options()
    {
        const string Text = "{apiVersion: v1, kind: Pod, metadata: {name: a}}\n---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {}}";
        Assert.Equal(["default"], Load(Text).Snapshot.Model.Namespaces.Select(found => found.Name), StringComparer.Ordinal);
        PolicyModel model = new PolicyLoader(new LoadOptions { DefaultNamespace = "lab" }).LoadText(Text).Snapshot.Model;
        Assert.Equal("lab", Assert.Single(model.Endpoints).Namespace);
        Assert.Equal("lab", Assert.Single(model.Policies).Name.Namespace);
    }

    [Fact]
    public void A_namespace_that_is_only_referred_to_has_its_name_as_its_one_label()
    {
        Namespace found = Assert.Single(Load("{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: lab}}").Snapshot.Model.Namespaces);
        Assert.False(found.IsDeclared);
        Assert.Equal("lab", found.Labels["kubernetes.io/metadata.name"]);
        Assert.Single(found.Labels);
    }

    [Fact]
    public void Kinds_without_bearing_are_counted_and_not_reported()
    {
        LoadResult loaded = Load("""
            {apiVersion: v1, kind: Secret, metadata: {name: a}, data: {password: c2VjcmV0}}
            ---
            {apiVersion: v1, kind: Secret, metadata: {name: b}}
            ---
            {apiVersion: example.com/v1, kind: Widget, metadata: {name: c}}
            """);
        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(2, loaded.PassedOver["v1/Secret"]);
        Assert.Equal(1, loaded.PassedOver["example.com/v1/Widget"]);
    }

    [Fact]
    public void Live_dumps_with_status_and_managed_fields_are_read() => Assert.Empty(Load("""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p, namespace: shop, uid: x, resourceVersion: "1", generation: 1, managedFields: [{manager: kubectl}], creationTimestamp: null}
        spec: {podSelector: {}, policyTypes: [Ingress]}
        status: {}
        """).Diagnostics);

    [Fact]
    public void An_object_given_twice_is_an_error_and_the_later_one_counts()
    {
        LoadResult loaded = Load("""
            {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {v: one}}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {v: two}}}
            """);
        Text.Diagnostic found = Assert.Single(loaded.Diagnostics);
        Assert.Equal(("PE3010", 3), (found.Code, found.Span.Line));
        Assert.Contains("input.yaml:1:1", found.Message, StringComparison.Ordinal);
        Assert.Equal("two", Assert.Single(loaded.Snapshot.Model.Endpoints).Labels["v"]);
    }

    [Fact]
    public void A_policy_given_twice_is_named_by_its_kind()
    {
        const string policy = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: shop}, spec: {podSelector: {}}}";
        Assert.Contains("policy `NetworkPolicy/shop/a` is already given", Assert.Single(Load($"{policy}\n---\n{policy}").Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_of_different_kind_or_namespace_may_share_a_name() => Assert.Empty(Load("""
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: a}, spec: {}}
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: b}, spec: {}}
        ---
        {apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: p, namespace: a}, spec: {}}
        ---
        {apiVersion: projectcalico.org/v3, kind: StagedNetworkPolicy, metadata: {name: p, namespace: a}, spec: {}}
        ---
        {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: p}, spec: {}}
        """).Diagnostics);

    [Fact]
    public void Order_of_documents_does_not_change_the_model()
    {
        string[] documents = ["{apiVersion: v1, kind: Pod, metadata: {name: a}}", "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {x: \"1\"}}}", Policy];
        static string Shown(LoadResult loaded) => string.Join(';', loaded.Snapshot.Model.Endpoints.Select(endpoint => $"{endpoint}{endpoint.Labels}")) + string.Join(';', Policies(loaded));
        Assert.Equal(Shown(Load(string.Join("\n---\n", documents))), Shown(Load(string.Join("\n---\n", documents.Reverse()))));
    }
}
