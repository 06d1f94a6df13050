using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5011: everything is logged, of everybody.</summary>
internal sealed class LogOfEverything : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP5011", "log-hot-path", Severity.Note, LintNeeds.Policies)
    {
        Title = "rule logs all traffic of all endpoints",
        Precision = LintPrecision.High,
        Explanation = """
            A Log rule without conditions in a policy of all endpoints writes a line for the first packet of every connection that comes to
            it. Give it the conditions of what is to be looked for, or take it away when that is found.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: log}
            spec: {selector: all(), types: [Ingress], ingress: [{action: Log}, {action: Allow}]}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: log}
            spec: {selector: all(), types: [Ingress], ingress: [{action: Log, protocol: TCP, destination: {ports: [22]}}, {action: Allow}]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies
        .Where(policy => !policy.IsStaged && policy.Subject.HoldsForEverythingIn(policy.Name.Namespace))
        .SelectMany(policy => policy.RulesThatCount()
            .Where(entry => entry.Rule.Action == RuleAction.Log && IsOfEverything(entry.Rule))
            .Select(entry => Descriptor.At(LintTarget.Of(policy, entry.Rule), $"the rule logs all traffic that comes to it, of every endpoint of `{policy.Name}`")));

    private static bool IsOfEverything(Rule rule) => IsAny(rule.Source) && IsAny(rule.Destination) && rule.Traffic.IsAll;

    private static bool IsAny(PeerMatch side) => side.IsAnyone() && side.Ports is null && side.NotPorts is null;
}
