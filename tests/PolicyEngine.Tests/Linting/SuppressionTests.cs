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

    [Theory]
    [InlineData("a: |\n    # netpol-lint-disable NP2001 -- x")]
    [InlineData("a: >-\n    text\n    # netpol-lint-disable NP2001 -- x\n    text")]
    [InlineData("a: \"# netpol-lint-disable NP2001 -- x\"")]
    [InlineData("a: 'x\n    # netpol-lint-disable NP2001 -- x\n    x'")]
    [InlineData("a: x#netpol-lint-disable NP2001 -- x")]
    [InlineData("a: b # see netpol-lint-disable NP2001 -- x")]
    [InlineData("a: @b\n  # netpol-lint-disable NP2001 -- x")]
    public void What_is_no_comment_accepts_nothing(string data)
    {
        LintReport report = Lint.With("NP2001", Pod + ConfigMap(data) + Policy("labels: {}"));

        Assert.Contains(report.Findings, finding => finding.Rule.Id == "NP2001");
        Assert.DoesNotContain(report.Suppressed, suppressed => suppressed.Finding.Rule.Id == "NP2001");
    }

    [Theory]
    [InlineData("a: | # netpol-lint-disable NP2001 -- x\n    text")]
    [InlineData("a: [b, # netpol-lint-disable NP2001 -- x\n    c]")]
    [InlineData("a: \"#\"   #   netpol-lint-disable NP2001 -- x")]
    [InlineData("a: |\n    text\n# netpol-lint-disable NP2001 -- x")]
    [InlineData("# netpol-lint-disable NP2001 -- x\n  a: {")]
    public void Comments_beside_strings_accept_findings(string data) => Assert.Contains(
        Lint.With("NP2001", Pod + ConfigMap(data) + Policy("labels: {}")).Suppressed, suppressed => suppressed.Finding.Rule.Id == "NP2001");

    [Fact]
    public void Json_has_no_comments()
    {
        const string Json = """{"a": "x", "b": ["# netpol-lint-disable NP2001 -- x"]} # netpol-lint-disable NP2001 -- x""";
        LoadResult input = new PolicyLoader(LoadOptions.Default with { KeepsText = true })
            .Load([PolicySource.FromText("a.json", Json), PolicySource.FromText("b.yaml", Pod + Policy("labels: {}"))]);

        Assert.DoesNotContain(new Linter().Run(input).Suppressed, suppressed => suppressed.Finding.Rule.Id == "NP2001");
    }

    [Theory]
    [InlineData("\"NP2001=later until=2020-13-45\"", "`2020-13-45` is not a day, such as 2030-12-31")]
    [InlineData("NP2001=later until=", "`` is not a day, such as 2030-12-31")]
    [InlineData("\"NP2001,NP2O01=later\"", "there is no rule `NP2O01`")]
    [InlineData("nope=later", "there is no rule `nope`")]
    [InlineData("=later", "`=later` names no rule")]
    [InlineData("\"\"", "`` names no rule")]
    [InlineData("[NP2001]", "`netpol.lint/ignore` is a list, expected a string")]
    [InlineData("2001", "`netpol.lint/ignore` is a whole number, expected a string")]
    public void A_faulty_annotation_accepts_nothing_and_is_told(string value, string fault) =>
        AssertRefused(Lint.With("NP2001", Pod + Policy($"annotations: {{netpol.lint/ignore: {value}}}")), fault);

    [Theory]
    [InlineData("# netpol-lint-disable NP2OO1 -- later", "there is no rule `NP2OO1`")]
    [InlineData("# netpol-lint-disable NP2001 danglin -- later", "there is no rule `danglin`")]
    [InlineData("# netpol-lint-disable-nextline NP2001 -- later", "there is no directive `netpol-lint-disable-nextline`")]
    [InlineData("# netpol-lint-enable NP2001", "no `netpol-lint-disable` for the same rules is open")]
    public void A_faulty_comment_accepts_nothing_and_is_told(string comment, string fault) => AssertRefused(Lint.With("NP2001", Pod + comment + "\n" + Policy("labels: {}")), fault);

    [Fact]
    public void What_accepts_acceptances_that_are_not_needed_is_needed()
    {
        LintReport report = Lint.With("NP2005", Pod + "# netpol-lint-disable-next-line NP3009 -- comes later\n# netpol-lint-disable-next-line NP2005 -- x\n" + Policy("labels: {}"));

        Assert.DoesNotContain(report.Findings, finding => finding.Rule.Id == "NP3009");
        Assert.Contains(report.Suppressed, suppressed => suppressed.Finding.Rule.Id == "NP3009");
    }

    [Theory]
    [InlineData("# netpol-lint-disable-next-line NP2001 -- x")]
    [InlineData("# netpol-lint-disable NP2001 -- x")]
    [InlineData("# netpol-lint-disable-next-line NP2005 -- x")]
    [InlineData("# netpol-lint-disable-next-line")]
    public void A_hundred_thousand_comments_are_weighed_in_seconds(string comment) => Assert.NotEmpty(
        Lint.With("NP2001", Pod + string.Concat(Enumerable.Repeat(comment + "\n", 100_000)) + Policy("labels: {}")).Ran);

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

    private static void AssertRefused(LintReport report, string fault)
    {
        Assert.Empty(report.Suppressed);
        Assert.Contains(report.Findings, finding => finding.Rule.Id == "NP2001");
        Assert.Equal($"nothing is accepted here: {fault}", Assert.Single(report.Findings, finding => finding.Rule.Id == "NP3009").Message);
        Assert.DoesNotContain(report.Findings, finding => finding.Rule.Id == "NP3008");
    }

    private static string ConfigMap(string data) => $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: c, namespace: shop}
        data:
          {{data}}
        ---

        """;

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
