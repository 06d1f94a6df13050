using Microsoft.Extensions.DependencyInjection;
using PolicyEngine.Hosting;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Hosting;

public sealed class AddLintRuleTests
{
    private const string Policy = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}}}";

    [Fact]
    public void A_linter_has_the_rules_of_the_engine_and_those_that_are_added()
    {
        using ServiceProvider provider = new ServiceCollection().AddPolicyEngine().AddLintRule<NamedRule>().AddSingleton(new Naming("p")).BuildServiceProvider();
        Linter linter = provider.GetRequiredService<Linter>();

        LintReport report = linter.Run(provider.GetRequiredService<PolicyLoader>().LoadText(Policy));

        Assert.Same(linter, provider.GetRequiredService<Linter>());
        Assert.Equal(BuiltInRules.All.Length + 1, linter.Rules.Count());
        Assert.Contains(report.Findings, finding => finding.Rule.Id == "XX0001");
    }

    [Fact]
    public void A_rule_takes_the_place_of_one_with_its_id()
    {
        var own = new NamedRule(new Naming("p"), BuiltInRules.All[0].Descriptor.Id);
        using ServiceProvider provider = new ServiceCollection().AddPolicyEngine().AddLintRule(own).BuildServiceProvider();

        Assert.Equal(BuiltInRules.All.Length, provider.GetRequiredService<Linter>().Rules.Count());
        Assert.Contains(own.Descriptor, provider.GetRequiredService<Linter>().Rules);
    }

    [Fact]
    public void Options_that_are_registered_hold()
    {
        var options = new LintOptions { Disabled = LintOptions.Default.Disabled.Add("named") };
        using ServiceProvider provider = new ServiceCollection().AddSingleton(options).AddPolicyEngine().AddLintRule<NamedRule>().AddSingleton(new Naming("p")).BuildServiceProvider();

        LintReport report = provider.GetRequiredService<Linter>().Run(provider.GetRequiredService<PolicyLoader>().LoadText(Policy));

        Assert.DoesNotContain(report.Findings, finding => finding.Rule.Id == "XX0001");
    }

    private sealed record Naming(string Forbidden);

    private sealed class NamedRule(Naming naming, string id) : ILintRule
    {
        public NamedRule(Naming naming)
            : this(naming, "XX0001")
        {
        }

        public LintRuleDescriptor Descriptor { get; } = new(id, "named", Severity.Note, LintNeeds.Policies) { Title = "policy has a forbidden name", Explanation = "Names matter." };

        public IEnumerable<Finding> Analyze(LintContext context) => context.Policies
            .Where(policy => policy.Name.Name == naming.Forbidden)
            .Select(policy => Descriptor.At(LintTarget.Of(policy), "the name is forbidden"));
    }
}
