using PolicyEngine.Linting;
using PolicyEngine.Renderers.Linting;

namespace PolicyEngine.Renderers.Tests.Linting;

/// <summary>Rules about targets are tried on the examples that their pages show.</summary>
public sealed class RendererRulesTests
{
    public static TheoryData<string> WithExamples => [.. RendererRules.All.Where(rule => rule.Descriptor.Wrong.Length > 0).Select(rule => rule.Descriptor.Id)];

    [Theory]
    [MemberData(nameof(WithExamples))]
    public void A_rule_finds_what_its_example_of_the_wrong_shows_and_nothing_in_the_right(string id)
    {
        LintRuleDescriptor rule = RendererRules.All.Single(rule => rule.Descriptor.Id == id).Descriptor;

        Assert.NotEmpty(RendererLint.Find(id, rule.Wrong, ["ios"]));
        Assert.Empty(RendererLint.Find(id, rule.Right, ["ios"]));
    }

    [Fact]
    public void Without_a_target_no_rule_runs()
    {
        LintReport report = new Linter(RendererRules.All).Run(RendererLint.Load(RendererRules.All[0].Descriptor.Wrong));

        Assert.Equal(RendererRules.All.Length, report.NotRun.Length);
        Assert.All(report.NotRun, rule => Assert.Equal("the input has no targets that it is rendered for", rule.Reason));
    }

    [Fact]
    public void Ids_and_names_are_none_of_the_engine()
    {
        LintRuleDescriptor[] all = [.. BuiltInRules.All.Concat(RendererRules.All).Select(rule => rule.Descriptor)];

        Assert.Equal(all.Length, all.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(all.Length, all.Select(rule => rule.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void An_input_is_rendered_once_for_all_rules_that_do_not_prove()
    {
        var renderer = new GivenRenderer(RenderTarget.Ios, new RenderResult([], []));

        _ = new Linter(RendererRules.For([renderer]), LintOptions.Default with { RenderFor = ["ios"] }).Run(RendererLint.Load(RendererRules.All[0].Descriptor.Wrong));

        Assert.Equal([false, true], renderer.Requests.Select(request => request.Proves).Order());
    }
}
