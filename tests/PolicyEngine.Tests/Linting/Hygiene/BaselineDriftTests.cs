using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Linting.Hygiene;

public sealed class BaselineDriftTests
{
    private static readonly string s_dangling = LintYaml.Pod("shop", "web-0", "app: web") + LintYaml.Policy("shop", "redis", "{podSelector: {matchLabels: {app: redis}}}");

    [Fact]
    public void What_is_found_still_is_no_drift() => Assert.Empty(Drift(Known("NP2001"), LintOptions.Default));

    [Fact]
    public void What_is_gone_is_told_where_the_baseline_has_it()
    {
        Finding finding = Assert.Single(Drift(Known("NP2001") with { Fingerprint = "gone" }, LintOptions.Default));

        Assert.Equal("the baseline lists a finding of NP2001 about `NetworkPolicy/shop/redis` (gone), which is found no more", finding.Message);
        Assert.Equal(("known.json:7:1", Severity.Note), (finding.Span.ToString(), finding.Severity));
        Assert.NotEmpty(finding.Fingerprint);
    }

    [Fact]
    public void What_somebody_accepted_is_found_still() => Assert.Empty(Drift(Known("NP2001"), LintOptions.Default with { Suppressions = [new LintSuppression("NP2001", "*", "known")] }));

    [Fact]
    public void Of_rules_that_do_not_run_nothing_is_known() => Assert.Empty(Drift(Known("NP2001"), LintOptions.Default with { Disabled = ["NP2001"] }));

    [Fact]
    public void It_may_be_accepted_itself()
    {
        LintReport report = Run(Known("NP2001") with { Fingerprint = "gone" }, LintOptions.Default with { Suppressions = [new LintSuppression("NP3012", "*", "later")] });

        Assert.DoesNotContain(report.Findings, finding => finding.Rule.Id is "NP3012" or "NP3009");
        Assert.Contains(report.Suppressed, entry => entry.Finding.Rule.Id == "NP3012");
    }

    private static BaselineFinding Known(string rule) => Lint.Run(s_dangling).Findings
        .Where(finding => finding.Rule.Id == rule)
        .Select(finding => new BaselineFinding(finding.Fingerprint, rule, finding.Target.ObjectName, new SourceSpan("known.json", 7, 1)))
        .Single();

    private static IEnumerable<Finding> Drift(BaselineFinding known, LintOptions options) => Run(known, options).Findings.Where(finding => finding.Rule.Id == "NP3012");

    private static LintReport Run(BaselineFinding known, LintOptions options) => Lint.Run(s_dangling, options with { Baseline = [known] });
}
