using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5001: a policy that governs everything and whose rules are about few.</summary>
internal sealed class WideSubject : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP5001", "wide-subject-narrow-rule", Severity.Warning, LintNeeds.Policies)
    {
        Title = "policy of all endpoints with rules for few of them",
        Precision = LintPrecision.High,
        Explanation = """
            Every rule of a Calico policy is written to every endpoint that the policy selects. This one selects all, and each of its
            rules says by a selector of its own which of them it is about (`destination` of ingress, `source` of egress). Put that
            selector on the policy: the rules are then written where they matter.

            Reported only where the policy isolates nothing that is not isolated without it: where another policy of the tier governs
            all endpoints as well, or the tier ends in Pass.
            """,
        Wrong = Deny + """
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: redis}
            spec:
              selector: all()
              types: [Ingress]
              ingress:
              - {action: Allow, source: {selector: app == 'frontend'}, destination: {selector: app == 'redis'}}
            """,
        Right = Deny + """
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: redis}
            spec:
              selector: app == 'redis'
              types: [Ingress]
              ingress:
              - {action: Allow, source: {selector: app == 'frontend'}}
            """,
    };

    private const string Deny = """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: default-deny}
        spec: {selector: all(), types: [Ingress, Egress], order: 5000}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Dictionary<string, Tier> tiers = new(StringComparer.Ordinal);
        foreach (Tier tier in context.Model.Tiers)
        {
            tiers.TryAdd(tier.Name, tier);
        }

        ILookup<string, Policy> wide = context.Policies.Where(policy => !policy.IsStaged && IsWide(policy)).ToLookup(policy => policy.Tier, StringComparer.Ordinal);
        foreach (Policy policy in context.Policies.Where(policy => !policy.Name.IsAdditive && !policy.IsOfClusterApi && IsWide(policy)))
        {
            Directions[] directions = [.. policy.GovernedDirections()];
            if (directions.All(direction => IsNarrow(policy, direction))
                && ((tiers.TryGetValue(policy.Tier, out Tier? tier) && tier.DefaultAction == RuleAction.Pass)
                    || directions.All(direction => wide[policy.Tier].Any(other => other != policy && Covers(other, policy, direction)))))
            {
                yield return Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` is written to all endpoints, and each of its rules is about some of them only") with
                {
                    Hint = "put the rules' selectors of the governed side on the policy",
                };
            }
        }
    }

    private static bool IsWide(Policy policy) => policy.Subject.HoldsForEverythingIn(policy.Name.Namespace);

    /// <summary>Whether each rule of the direction asks for some of the governed endpoints; not where there is no rule.</summary>
    private static bool IsNarrow(Policy policy, Directions direction) =>
        policy.Rules(direction) is { IsEmpty: false } rules && rules.All(rule => rule.Fault is null && rule.Own(direction).Selector is { } own && !own.Equals(policy.Subject) && !own.IsAll);

    private static bool Covers(Policy other, Policy policy, Directions direction) =>
        other.Governs.HasFlag(direction) && other.Stage == policy.Stage && (other.Name.Namespace.Length == 0 || other.Name.Namespace == policy.Name.Namespace) && !IsNarrow(other, direction);
}
