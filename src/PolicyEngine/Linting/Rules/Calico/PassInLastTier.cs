using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6017: rules that pass traffic on where no tier follows.</summary>
internal sealed class PassInLastTier : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6017", "pass-in-last-tier", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "traffic is passed on where no tier follows",
        Precision = LintPrecision.High,
        Explanation = """
            For some pods, no later tier has a policy in force behind this `Pass`, so that their profiles decide. The profile of a namespace
            allows everything: what is passed on is let through, and not denied as at the end of a tier.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {selector: app == 'web', ingress: [{action: Deny, source: {nets: [198.51.100.0/24]}}, {action: Pass}]}
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {selector: app == 'web', ingress: [{action: Deny, source: {nets: [198.51.100.0/24]}}, {action: Allow}]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var told = new Dictionary<(PolicyName, string), (Policy Policy, Rule Rule, List<GovernedPod> Pods)>();
        foreach (GovernedChain chain in context.Facts.Pods.Chains)
        {
            if (chain.TiersInForce.LastOrDefault() is not { } last)
            {
                continue;
            }

            foreach (CompiledPolicy policy in last.Policies.Where(policy => policy.Policy is { IsStaged: false, IsOfClusterApi: false, Fault: null }))
            {
                foreach (CompiledRule rule in policy.Rules(chain.Chain.Form).Where(rule => rule.Rule is { Action: RuleAction.Pass, Fault: null }))
                {
                    told.TryAdd((policy.Policy.Name, rule.Rule.Path), (policy.Policy, rule.Rule, []));
                    told[(policy.Policy.Name, rule.Rule.Path)].Pods.AddRange(chain.Pods);
                }
            }
        }

        return told.Values.Select(entry => Descriptor.At(LintTarget.Of(entry.Policy, entry.Rule), $"`{entry.Policy.Name}` passes on traffic for which no later tier has a policy, so that profiles let it through or not") with
        {
            Hint = "allow or deny instead, or add policies to a later tier",
            Related = AdmittingRule.Places(entry.Pods, "no later tier governs"),
        });
    }
}
