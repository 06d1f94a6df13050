using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Binding;

/// <summary>Documents between which `---` was forgotten: of two objects in one, nobody knows what the first one says.</summary>
public sealed class JoinedDocumentTests
{
    private const string Pods = """
        {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, status: {podIP: 10.0.0.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: db, namespace: shop}, status: {podIP: 10.0.0.2}}
        ---

        """;

    private const string Policy = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: closed, namespace: shop}
        spec: {podSelector: {}, policyTypes: [Ingress]}

        """;

    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: shop}\nspec: {selector: {app: db}}\n")]
    [InlineData("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {}\n")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: db, namespace: shop}\nspec: {template: {spec: {containers: []}}}\n")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\nspec: {rules: []}\n")]
    [InlineData("apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: web, namespace: shop}\nspec: {secretName: web}\n")]
    [InlineData("apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: web, namespace: shop}\nspec: {rules: []}\n")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: other, namespace: shop}\nspec: {podSelector: {matchLabels: {app: none}}}\n")]
    [InlineData("spec: {secretName: web}\nkind: Certificate\n")]
    public void A_policy_before_another_object_may_do_anything(string after) => Assert.Equal(VerdictKind.Unknown, Verdict(Policy + after));

    [Theory]
    [InlineData("apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: security}\nspec: {order: 1}\n")]
    [InlineData("apiVersion: projectcalico.org/v3\nkind: GlobalNetworkSet\nmetadata: {name: bad, labels: {bad: bad}}\nspec: {nets: [10.0.0.0/8]}\n")]
    [InlineData("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {env: prod}}\n")]
    public void What_policies_are_about_may_have_been_anything(string before) =>
        Assert.Equal(VerdictKind.Unknown, Verdict(before + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {}\n"));

    [Fact]
    public void Objects_that_decide_nothing_hide_nothing() => Assert.Equal(
        VerdictKind.Allowed,
        Verdict("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata: {}\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: two}\nspec: {template: {spec: {}}}\n"));

    [Fact]
    public void Items_of_a_list_of_policies_are_no_less_doubtful() => Assert.Equal(
        VerdictKind.Unknown,
        Verdict("apiVersion: v1\nkind: NetworkPolicyList\nitems:\n- {metadata: {name: a, namespace: shop}, spec: {podSelector: {}}, spec: {podSelector: {matchLabels: {app: none}}}}\n"));

    [Theory]
    [InlineData("apiVersion: v1\nkind: List\nitems:\n- {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: shop}, spec: {podSelector: {}}}\nitems: []\n")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nitems:\n- {metadata: {name: a, namespace: shop}, spec: {podSelector: {}}}\nitems:\n")]
    [InlineData("items:\n- {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: shop}, spec: {podSelector: {}}}\nitems: []\n")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nitems:\n- {metadata: {name: a, namespace: shop}, spec: {podSelector: {}}}\napiVersion: v1\nkind: PodList\nitems: []\n")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nitems:\n- {metadata: {name: a, namespace: shop}, spec: {podSelector: {}}}\napiVersion: v1\nkind: ConfigMap\n")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a, namespace: shop}\nspec: {podSelector: {}}\napiVersion: v1\nkind: PodList\nitems: []\n")]
    [InlineData("apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n  - {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: shop}, spec: {podSelector: {}}}\n  items: []\n")]
    public void A_list_that_stands_twice_may_have_held_anything(string list) => Assert.Equal(VerdictKind.Unknown, Verdict(list));

    [Theory]
    [InlineData("""{"apiVersion": "v1", "kind": "List", "items": [POLICY], "items": [PODS]}""")]
    [InlineData("""{"apiVersion": "v1", "items": [POLICY], "items": [PODS], "kind": "List"}""")]
    [InlineData("""{"items": [POLICY], "apiVersion": "v1", "kind": "List", "items": [PODS]}""")]
    [InlineData("""{"apiVersion": "v1", "kind": "List", "items": [PODS], "kind": "PodList"}""")]
    [InlineData("""[{"apiVersion": "v1", "kind": "List", "items": [POLICY], "items": [PODS]}]""")]
    public void A_list_that_stands_twice_is_no_less_doubtful_in_JSON(string list) => Assert.Equal(VerdictKind.Unknown, VerdictOf(list
        .Replace("POLICY", """{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "a", "namespace": "shop"}, "spec": {"podSelector": {}}}""", StringComparison.Ordinal)
        .Replace("PODS", """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"}}, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "db", "namespace": "shop"}}""", StringComparison.Ordinal)));

    [Fact]
    public void A_kind_of_its_own_with_items_is_no_list() =>
        Assert.Equal(VerdictKind.Allowed, Verdict("apiVersion: example.com/v1\nkind: Basket\nmetadata: {name: one}\nitems: [1]\nitems: [2]\n"));

    private static VerdictKind Verdict(string joined) => VerdictOf(Pods + joined);

    private static VerdictKind VerdictOf(string text)
    {
        Answer answer = new PolicyLoader().LoadText(text).Snapshot.Ask(new Query { From = "shop/web", To = "shop/db", Port = "80" });
        Assert.Null(answer.Error);
        return answer.Verdict;
    }
}
