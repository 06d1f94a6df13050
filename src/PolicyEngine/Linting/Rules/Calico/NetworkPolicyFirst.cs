using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6019: Calico denials that come after what NetworkPolicies allow.</summary>
internal sealed class NetworkPolicyFirst : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6019", "knp-order-1000", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "a denial comes after NetworkPolicies that allow the same",
        Precision = LintPrecision.Medium,
        Explanation = """
            NetworkPolicies have the order 1000 in Calico's `default` tier. A policy there with a larger order, or without one, is consulted
            after them: its rule denies traffic that a NetworkPolicy of the same pod has allowed by then. Denials without any condition,
            at the end of all, are not told of. Give the policy an order below 1000, or a tier before `default`.
            """,
        Wrong = Example + """
            spec: {order: 2000, selector: app == 'web', ingress: [{action: Deny, source: {nets: [198.51.100.0/24]}}, {action: Allow, source: {selector: app == 'x'}}]}
            """,
        Right = Example + """
            spec: {order: 500, selector: app == 'web', ingress: [{action: Deny, source: {nets: [198.51.100.0/24]}}, {action: Allow, source: {selector: app == 'x'}}]}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{ports: [{port: 8080}]}]
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: block, namespace: shop}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var compared = new HashSet<(int, int, Directions)>();
        var told = new HashSet<(PolicyName, string)>();
        foreach (GovernedChain chain in context.Facts.Pods.Chains)
        {
            CompiledPolicy[] policies = [.. chain.TiersInForce.Where(segment => segment.Tier.Name == Tier.DefaultName).SelectMany(segment => segment.Policies).Where(policy => policy.Policy is { IsStaged: false, Fault: null })];
            CompiledPolicy[] additive = [.. policies.Where(policy => policy.Policy.Name.IsAdditive)];
            foreach (CompiledPolicy later in additive.Length == 0 ? [] : policies.Where(policy => !policy.Policy.Name.IsAdditive && policy.Index > additive[0].Index))
            {
                foreach (CompiledPolicy earlier in additive.Where(earlier => earlier.Index < later.Index && compared.Add((earlier.Index, later.Index, chain.Chain.Direction))))
                {
                    if (Overruled(context, chain, earlier, later) is { } denial && told.Add((later.Policy.Name, denial.Path)))
                    {
                        yield return Descriptor.At(LintTarget.Of(later.Policy, denial), $"`{later.Policy.Name}` denies traffic that NetworkPolicies, which come before it, allow to or from the same pods") with
                        {
                            Hint = "give the policy an order below 1000",
                            Related = [new RelatedPlace(earlier.Policy.Span, $"`{earlier.Policy.Name}` allows it")],
                        };
                    }
                }
            }
        }
    }

    /// <summary>The first rule that denies, under conditions, what an earlier policy allows.</summary>
    private static Rule? Overruled(LintContext context, GovernedChain chain, CompiledPolicy earlier, CompiledPolicy later)
    {
        AddressClass self = context.Snapshot.Graph.Classes[chain.Pods[0].Party.AddressClass];
        return later.Rules(chain.Chain.Form)
            .Where(rule => rule.Rule.Action == RuleAction.Deny && !rule.Rule.IsCatchAll())
            .FirstOrDefault(rule => earlier.Rules(chain.Chain.Form).Any(allow => !context.Facts.PeerClasses.Common(rule, allow, self, chain.Chain.Direction).IsEmpty))?.Rule;
    }
}
