using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>NP2017: a selector that says something and excludes nothing.</summary>
internal sealed class TautologicalSelector : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2017", "selector-tautology", Severity.Note, LintNeeds.Policies)
    {
        Title = "selector holds for everything although it does not look so",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            A policy's selector names labels and holds whatever they are. Where everything is meant, `all()` says so; where it is
            not, the policy governs more than was meant.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app != 'web' || has(app)
              types: [Ingress]
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: all()
              types: [Ingress]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies.Where(policy => !policy.Subject.HoldsForEverythingIn(policy.Name.Namespace)))
        {
            LabelFinding holds = policy.Name.Namespace.Length == 0
                ? SelectorAlgebra.Any.IsTautology(policy.Subject)
                : SelectorAlgebra.Any.Implies(CalicoLabels.InNamespace(policy.Name.Namespace), policy.Subject);
            if (holds.IsYes)
            {
                yield return Descriptor.At(LintTarget.Of(policy), $"the selector of `{policy.Name}` holds for everything") with { Hint = "write `all()`, or what was meant" };
            }
        }
    }
}
