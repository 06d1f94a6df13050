using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>A rule by which pods reach something.</summary>
/// <param name="Policy">Its policy.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Pods">The pods that it lets through.</param>
internal sealed record AdmittingRule(Policy Policy, Rule Rule, ImmutableArray<GovernedPod> Pods)
{
    /// <summary>The rules by which pods may connect to an address, in the order of policies; pods that need no rule for it are left out.</summary>
    public static IEnumerable<AdmittingRule> Towards(LintContext context, IEnumerable<GovernedPod> pods, Party destination, TrafficPoint traffic)
    {
        var byRule = new Dictionary<(PolicyName, string), (Policy Policy, Rule Rule, List<GovernedPod> Pods)>();
        foreach (GovernedPod pod in pods)
        {
            Verdict verdict = context.Snapshot.Evaluate(new Flow(pod.Party, destination, traffic));
            if (verdict.Kind == VerdictKind.Allowed && verdict.Egress is { Policy: { } policy, Rule: { } rule })
            {
                if (!byRule.TryGetValue((policy.Name, rule.Path), out (Policy Policy, Rule Rule, List<GovernedPod> Pods) entry))
                {
                    entry = (policy, rule, []);
                    byRule.Add((policy.Name, rule.Path), entry);
                }

                entry.Pods.Add(pod);
            }
        }

        return byRule.Values
            .Select(entry => new AdmittingRule(entry.Policy, entry.Rule, [.. entry.Pods]))
            .OrderBy(rule => rule.Policy.Name.ToString(), StringComparer.Ordinal)
            .ThenBy(rule => rule.Rule.Path, StringComparer.Ordinal);
    }

    /// <summary>The workloads of pods, as other places of a finding; few of many.</summary>
    public static ImmutableArray<RelatedPlace> Places(IEnumerable<GovernedPod> pods, string what) =>
        [.. pods.DistinctBy(pod => (pod.Endpoint.Namespace, pod.Workload)).Take(5).Select(pod => new RelatedPlace(pod.Endpoint.Span, $"{what} `{pod.Target.ObjectName}`"))];
}
