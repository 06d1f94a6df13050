using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Linting.Security;

public sealed class TenantTests
{
    private const string Cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {tenant: acme}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: blue, labels: {tenant: blue}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: api-0, namespace: blue, labels: {app: api}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: own, namespace: shop}
        spec: {podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}
        """;

    [Fact]
    public void A_path_between_tenants_is_told_of_once_for_each_direction()
    {
        LintReport report = Run("tenant");

        Assert.Equal(
            "pods of tenant `acme` connect to pods of tenant `blue`: from namespace `shop` to `blue` (any)",
            Assert.Single(report.Findings, finding => finding.Rule.Id == "NP4019").Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("team")]
    public void Without_tenants_nothing_is_told(string label) => Assert.DoesNotContain(Run(label).Findings, finding => finding.Rule.Id == "NP4019");

    private static LintReport Run(string label) => Lint.Run(Cluster, new LintOptions
    {
        Parameters = LintParameters.Default with { TenantLabel = label },
        Severities = LintOptions.Default.Severities.Add("NP4019", Severity.Warning),
    });
}
