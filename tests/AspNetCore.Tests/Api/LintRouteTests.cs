using System.Text.Json;
using PolicyEngine.Hosting;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace AspNetCore.Tests.Api;

public sealed class LintRouteTests
{
    [Fact]
    public async Task Rules_of_the_host_run_beside_the_engines_own_each_once()
    {
        await using ApiHost host = await ApiHost.StartAsync(add: services =>
        {
            services.AddLintRule<EveryPolicyRule>();
            foreach (ILintRule rule in BuiltInRules.All)
            {
                services.AddLintRule(rule);
            }
        });

        (_, JsonElement run) = await host.PostAsync("/v1/lint", "{}");

        string[] fingerprints = [.. run.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("fingerprint").GetString()!)];
        Assert.Single(Rules(run, "findings"), EveryPolicyRule.Id);
        Assert.Equal(fingerprints.Distinct(StringComparer.Ordinal), fingerprints, StringComparer.Ordinal);
        string[] notRun = [.. Rules(run, "rulesNotRun")];
        Assert.Equal(notRun.Distinct(StringComparer.Ordinal), notRun, StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_the_host_accepts_is_told_of_as_accepted()
    {
        await using ApiHost host = await ApiHost.StartAsync(
            options => options.Accept = run => run with { Findings = [], Accepted = [.. run.Findings.Select(finding => new AcceptedFinding(finding, AcceptedFinding.BaselinePlace, "known"))] },
            services => services.AddLintRule<EveryPolicyRule>());

        (_, JsonElement run) = await host.PostAsync("/v1/lint", "{}");

        Assert.Empty(Rules(run, "findings"));
        Assert.Contains(EveryPolicyRule.Id, Rules(run, "suppressed"), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Rules(JsonElement run, string list) => run.GetProperty(list).EnumerateArray().Select(finding => finding.GetProperty("rule").GetString()!);

    private sealed class EveryPolicyRule : ILintRule
    {
        public const string Id = "SHOP02";

        public LintRuleDescriptor Descriptor { get; } = new(Id, "every-policy", Severity.Warning, LintNeeds.Policies) { Title = "a policy", Explanation = "There is one." };

        public IEnumerable<Finding> Analyze(LintContext context) => context.Policies.Select(policy => Descriptor.At(LintTarget.Of(policy), "is there"));
    }
}
