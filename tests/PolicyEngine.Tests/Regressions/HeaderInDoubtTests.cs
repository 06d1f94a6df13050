using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Regressions;

/// <summary>Policies whose kind or namespace is given twice or not as text used to vanish, which widened access.</summary>
public sealed class HeaderInDoubtTests
{
    [Theory]
    [InlineData("kind: NetworkPolicy\nkind: ConfigMap\nmetadata: {name: p, namespace: shop}")]
    [InlineData("kind: NetworkPolicy\nmetadata: {name: p, namespace: shop, namespace: bank}")]
    [InlineData("kind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nmetadata: {name: p, namespace: bank}")]
    [InlineData("kind: NetworkPolicy\nmetadata: {name: p, namespace: [shop]}")]
    [InlineData("kind: NetworkPolicy\nmetadata: [{name: p, namespace: shop}]")]
    public void Verdicts_that_the_policy_could_change_are_unknown(string header) =>
        Scenario.Of($"apiVersion: networking.k8s.io/v1\n{header}\nspec: {{podSelector: {{}}}}").IsUnknown("bank/web", "shop/db");
}
