using PolicyEngine.Linting;

namespace PolicyEngine.Tests.Linting;

public sealed class SuppressionTests
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: a, namespace: shop, labels: {app: a}}
        ---

        """;

    [Fact]
    public void An_annotation_accepts_findings_about_its_object()
    {
        LintReport report = Lint.With("NP2001", Pod + Policy("annotations: {netpol.lint/ignore: NP2001=deployed by others}"));

        SuppressedFinding suppressed = Assert.Single(report.Suppressed);
        Assert.Equal(SuppressionKind.Annotation, suppressed.Kind);
        Assert.Equal("deployed by others", suppressed.Reason);
        Assert.DoesNotContain(report.Findings, finding => finding.Rule.Id is "NP2001" or "NP3008" or "NP3009");
    }

    [Fact]
    public void An_annotation_of_a_namespace_accepts_findings_about_all_in_it()
    {
        const string Namespace = """
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, annotations: {netpol.lint/ignore: "dangling-policy=charts come later"}}
            """;

        Assert.Equal("NP2001", Assert.Single(Lint.With("NP2001", Pod + Policy("labels: {}") + Namespace).Suppressed).Finding.Rule.Id);
    }

    [Fact]
    public void An_expired_annotation_accepts_nothing()
    {
        LintReport report = Lint.With("NP2001", Pod + Policy("annotations: {netpol.lint/ignore: NP2001=for now until=2029-12-31}"));

        Assert.Empty(report.Suppressed);
        Assert.Contains(report.Findings, finding => finding.Rule.Id == "NP2001");
        Assert.Contains(report.Findings, finding => finding.Rule.Id == "NP3009" && finding.Message.Contains("2029-12-31", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("  # netpol-lint-disable-next-line NP2001 -- later\n  name: redis # x", true)]
    [InlineData("  # netpol-lint-disable-next-line NP2005 -- later\n  name: redis # x", false)]
    [InlineData("  # netpol-lint-disable-next-line\n\n  # more\n  name: redis", true)]
    [InlineData("  name: redis # netpol-lint-disable-line dangling-policy -- later", true)]
    [InlineData("  # netpol-lint-disable NP2001 -- later\n  name: redis", true)]
    [InlineData("  # netpol-lint-disable NP2001 -- later\n  # netpol-lint-enable NP2001\n  name: redis", false)]
    [InlineData("  # netpol-lint-disable\n  # netpol-lint-enable NP2001\n  name: redis", true)]
    public void Comments_accept_findings_in_their_lines(string name, bool accepted)
    {
        string yaml = $$$$"""
            {{{{Pod}}}}apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              namespace: shop
            {{{{name}}}}
            spec: {podSelector: {matchLabels: {app: redis}}}
            """;

        Assert.Equal(accepted, Lint.With("NP2001", yaml).Suppressed.Any(suppressed => suppressed.Finding.Rule.Id == "NP2001"));
    }

    [Fact]
    public void Options_accept_findings_by_pattern()
    {
        LintReport report = Lint.Run(Pod + Policy("labels: {}"), new LintOptions { Suppressions = [new LintSuppression("NP2001", "NetworkPolicy/shop/*", "known")] });

        Assert.Contains(report.Suppressed, suppressed => suppressed is { Kind: SuppressionKind.Options, Reason: "known", Finding.Rule.Id: "NP2001" });
    }

    [Fact]
    public void Inline_suppressions_may_be_forbidden()
    {
        LintReport report = Lint.Run(Pod + Policy("annotations: {netpol.lint/ignore: NP2001=x}"), new LintOptions { AllowsInlineSuppressions = false });

        Assert.Empty(report.Suppressed);
    }

    [Fact]
    public void A_rule_without_what_it_needs_is_listed_as_not_run()
    {
        LintReport report = Lint.With("NP2001", Policy("labels: {}"));

        Assert.Equal("the input has no pods or workloads", Assert.Single(report.NotRun, rule => rule.Rule.Id == "NP2001").Reason);
    }

    [Fact]
    public void A_fingerprint_outlives_moving_lines()
    {
        Finding before = Assert.Single(Lint.With("NP2001", Pod + Policy("labels: {}")).Findings, finding => finding.Rule.Id == "NP2001");
        Finding after = Assert.Single(Lint.With("NP2001", "# a comment\n\n" + Pod + Policy("labels: {}")).Findings, finding => finding.Rule.Id == "NP2001");

        Assert.NotEqual(before.Span, after.Span);
        Assert.Equal(before.Fingerprint, after.Fingerprint);
    }

    [Fact]
    public void A_finding_about_an_object_stands_at_its_name()
    {
        Finding finding = Assert.Single(Lint.With("NP2001", Pod + Policy("labels: {}")).Findings, finding => finding.Rule.Id == "NP2001");

        Assert.Equal((8, 9, 8, 14), (finding.Span.Line, finding.Span.Column, finding.EndLine, finding.EndColumn));
    }

    private static string Policy(string metadata) => $$$$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: redis
          namespace: shop
          {{{{metadata}}}}
        spec: {podSelector: {matchLabels: {app: redis}}}

        """;
}
