using System.Collections.Immutable;
using PolicyEngine.Hosting;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Linting.Security;

public sealed class AssertionTests
{
    private static readonly string s_cluster =
        LintYaml.Pod("dev", "tool-0", "app: tool") + LintYaml.Pod("shop", "web-0", "app: web") + LintYaml.Pod("shop", "redis-0", "app: redis")
        + LintYaml.Policy("shop", "redis", "{podSelector: {matchLabels: {app: redis}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 6379}]}]}");

    [Theory]
    [InlineData("{from: dev/*, to: shop/redis-0, expect: deny}")]
    [InlineData("{from: shop/web-0, to: shop/redis-0, port: 6379, expect: allow}")]
    [InlineData("{to: shop/redis-0, only: [{from: shop/web-0, port: 6379}]}")]
    public void What_holds_is_not_told_of(string assertion) => Assert.Empty(Run(assertion));

    [Fact]
    public void What_does_not_hold_is_told_with_a_flow_and_what_decides_it()
    {
        Finding finding = Assert.Single(Run("{name: apart, from: dev/*, to: shop/*, expect: deny, why: development stays out}"));

        Assert.Equal(
            "assertion `apart` (development stays out) does not hold: all of it is to be denied, and `dev/tool-0` to `shop/web-0`, tcp/1, is allowed: "
            + "no policy governs the egress of the source; no policy governs the ingress of the destination",
            finding.Message);
        Assert.Equal(("Assertion/apart", "netpol.yaml:2:16", Severity.Error), (finding.Target.ObjectName, finding.Span.ToString(), finding.Severity));
    }

    [Fact]
    public void What_is_denied_is_told_with_the_half_that_denies() => Assert.Equal(
        "assertion `dev/tool-0 -> shop/redis-0 TCP 6379` does not hold: all of it is to be allowed, and `dev/tool-0` to `shop/redis-0`, tcp/6379, is denied: "
        + "NetworkPolicy/shop/redis isolates the ingress of the destination and no rule names the other side",
        Assert.Single(Run("{from: dev/tool-0, to: shop/redis-0, port: 6379, expect: allow}")).Message);

    [Fact]
    public void What_is_not_listed_is_told_with_the_rule_that_lets_it_through()
    {
        Finding finding = Assert.Single(Run("{to: shop/redis-0, only: [{from: shop/web-0, port: 6380}]}"));

        Assert.Contains("what is listed is to be allowed, and `shop/web-0` to `shop/redis-0`, tcp/6380, is denied", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_names_nothing_cannot_be_judged() =>
        Assert.StartsWith("assertion `shop/gone -> shop/web-0` cannot be judged: ", Assert.Single(Run("{from: shop/gone, to: shop/web-0, expect: deny}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_pods_nothing_is_judged()
    {
        LintReport report = new Linter(Options("{from: shop/gone, to: shop/web-0, expect: deny}")).Run(Lint.Load(LintYaml.Policy("shop", "p", "{podSelector: {}}")));

        Assert.Contains(report.NotRun, rule => rule.Rule.Id == "NP4021");
    }

    private static ImmutableArray<Finding> Run(string assertion) =>
        [.. new Linter(Options(assertion)).Run(Lint.Load(s_cluster)).Findings.Where(finding => finding.Rule.Id == "NP4021")];

    private static LintOptions Options(string assertion)
    {
        var configuration = ProjectConfiguration.Read(PolicySource.FromText("netpol.yaml", $"lint:\n  assertions: [{assertion}]\n"), out ImmutableArray<Diagnostic> diagnostics);
        Assert.Empty(diagnostics);
        return configuration.Lint;
    }
}
