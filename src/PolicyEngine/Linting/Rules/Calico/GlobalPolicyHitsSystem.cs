using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6021: global denials that cut off the cluster's own machinery.</summary>
internal sealed class GlobalPolicyHitsSystem : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6021", "gnp-hits-system", Severity.Warning, LintNeeds.Policies)
    {
        Title = "a default denial cuts off the cluster's own machinery",
        Precision = LintPrecision.Medium,
        Explanation = """
            A global policy that allows nothing in a direction governs pods of system namespaces (`kube-system`, `calico-system` and
            others), or would govern the DNS pods of `kube-system` where the input has none, and no other policy in force allows these
            pods anything in that direction. DNS, metrics and the network's own controllers stop. Leave the namespaces out, as with
            `namespaceSelector: kubernetes.io/metadata.name not in {"kube-system", "calico-system", "tigera-operator"}`.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: default-deny}
            spec: {namespaceSelector: all(), types: [Ingress, Egress]}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: default-deny}
            spec:
              namespaceSelector: kubernetes.io/metadata.name not in {"kube-system", "calico-system", "calico-apiserver", "tigera-operator"}
              types: [Ingress, Egress]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        SystemPods system = context.Facts.SystemPods;
        Dictionary<string, Tier> tiers = context.Model.Tiers.ToDictionary(tier => tier.Name, StringComparer.Ordinal);
        foreach (Policy policy in context.Policies.Where(policy => policy is { Name.Kind: PolicyKind.GlobalNetworkPolicy, Stage: PolicyStage.Normal }))
        {
            var hit = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
            foreach (Directions direction in new[] { Directions.Ingress, Directions.Egress }.Where(direction => policy.Governs.HasFlag(direction) && Denies(policy, direction, tiers[policy.Tier])))
            {
                foreach (string @namespace in system.CutOffBy(policy, direction))
                {
                    hit.TryAdd(@namespace, new SortedSet<string>(StringComparer.Ordinal));
                    hit[@namespace].Add(direction.ToString().ToLowerInvariant());
                }
            }

            if (hit.Count > 0)
            {
                yield return Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` denies all {string.Join(" and ", hit.Values.SelectMany(directions => directions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))} of pods in {string.Join(", ", hit.Keys.Select(name => $"`{name}`"))}, and no other policy allows them any") with
                {
                    Hint = "leave the namespaces of the cluster's own machinery out",
                };
            }
        }
    }

    private static bool Denies(Policy policy, Directions direction, Tier tier) =>
        !policy.Rules(direction).Any(rule => rule.Action is RuleAction.Allow or RuleAction.Pass)
        && (tier.DefaultAction == RuleAction.Deny || policy.Rules(direction).Any(PeerBreadth.IsCatchAll));
}
