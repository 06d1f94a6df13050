using PolicyEngine.Linting;

namespace PolicyEngine.Tests.Linting.Security;

/// <summary>Story S08: the metadata service of the cloud.</summary>
public sealed class MetadataTests
{
    private const string Pods = """
        apiVersion: v1
        kind: Pod
        metadata: {name: batch-1, namespace: shop, labels: {app: batch}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: internet, namespace: shop}
        spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}]}

        """;

    private const string Debug = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: debug, namespace: shop}
        spec: {podSelector: {matchLabels: {app: batch}}, policyTypes: [Egress], egress: [{}]}

        """;

    private const string Admin = """
        ---
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: no-metadata}
        spec:
          tier: Admin
          priority: 5
          subject: {namespaces: {}}
          egress: [{action: Deny, to: [{networks: [169.254.169.254/32]}]}]
        """;

    [Fact]
    public void An_exception_suffices() => Assert.Empty(Lint.Messages("NP4012", Pods));

    [Fact]
    public void Another_policy_reopens_it()
    {
        LintReport report = Lint.With("NP4012", Pods + Debug);

        Finding finding = Assert.Single(report.Findings, finding => finding.Rule.Id == "NP4012");
        Assert.Equal("`NetworkPolicy/shop/debug` lets pods connect to the cloud's metadata service (169.254.169.254)", finding.Message);
        Assert.Equal("reaches it: `Pod/shop/batch-1`", Assert.Single(finding.Related).Message);
    }

    [Fact]
    public void An_administrator_denies_it_for_all() => Assert.Empty(Lint.Messages("NP4012", Pods + Debug + Admin));

    [Fact]
    public void Pods_that_nothing_isolates_need_no_rule() =>
        Assert.Empty(Lint.Messages("NP4012", Pods.Replace("kind: NetworkPolicy", "kind: NetworkPolicy2", StringComparison.Ordinal)));
}
