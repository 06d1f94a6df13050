using PolicyEngine.Linting;

namespace PolicyEngine.Tests.Linting;

/// <summary>Every rule is tried on the examples that its page shows.</summary>
public sealed class BuiltInRuleTests
{
    public static TheoryData<string> WithExamples => [.. BuiltInRules.All.Where(rule => rule.Descriptor.Wrong.Length > 0).Select(rule => rule.Descriptor.Id)];

    [Theory]
    [MemberData(nameof(WithExamples))]
    public void A_rule_finds_what_its_example_of_the_wrong_shows(string id)
    {
        LintReport report = Lint.With(id, Lint.Rule(id).Descriptor.Wrong);

        Assert.DoesNotContain(report.NotRun, rule => rule.Rule.Id == id);
        Assert.Contains(report.Findings, finding => finding.Rule.Id == id);
    }

    [Theory]
    [MemberData(nameof(WithExamples))]
    public void A_rule_finds_nothing_in_its_example_of_the_right(string id)
    {
        LintReport report = Lint.With(id, Lint.Rule(id).Descriptor.Right);

        Assert.DoesNotContain(report.NotRun, rule => rule.Rule.Id == id);
        Assert.DoesNotContain(report.Findings, finding => finding.Rule.Id == id);
    }

    [Fact]
    public void Ids_and_names_are_unique()
    {
        Assert.Equal(BuiltInRules.All.Length, BuiltInRules.All.Select(rule => rule.Descriptor.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(BuiltInRules.All.Length, BuiltInRules.All.Select(rule => rule.Descriptor.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_rule_is_fully_described() => Assert.All(BuiltInRules.All.Select(rule => rule.Descriptor), descriptor =>
    {
        Assert.Matches("^NP[1-8][0-9]{3}$", descriptor.Id);
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", descriptor.Name);
        Assert.NotEmpty(descriptor.Title);
        Assert.DoesNotMatch(@"\.$", descriptor.Title);
        Assert.NotEmpty(descriptor.Explanation);
        Assert.Equal(descriptor.Wrong.Length == 0, descriptor.Right.Length == 0);
    });
}
