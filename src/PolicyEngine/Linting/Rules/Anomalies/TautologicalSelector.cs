using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
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
            A selector of a policy, or of a peer in one of its rules, names labels and holds whatever they are. Where everything is meant,
            `all()` says so; where it is not, the policy governs, or the rule matches, more than was meant. Beside what says in which
            namespaces a peer is, what is said of its own labels counts.
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
        var known = new Dictionary<Selector, bool>();
        foreach (Policy policy in context.Policies)
        {
            if (!policy.Subject.HoldsForEverythingIn(policy.Name.Namespace) && SubjectHoldsForEverything(context, policy))
            {
                yield return Descriptor.At(LintTarget.Of(policy), $"the selector of `{policy.Name}` holds for everything") with { Hint = "write `all()`, or what was meant" };
            }

            foreach (Rule rule in policy.RulesThatCount().Select(entry => entry.Rule).Where(rule => PeersOf(rule).Any(HoldsForEverything)).DistinctBy(rule => rule.Path, StringComparer.Ordinal))
            {
                yield return Descriptor.At(LintTarget.Of(policy, rule), $"a selector in a rule of `{policy.Name}` holds for everything") with { Hint = "write `all()`, or what was meant" };
            }
        }

        bool HoldsForEverything(Selector selector)
        {
            if (!known.TryGetValue(selector, out bool holds))
            {
                known.Add(selector, holds = IsTautology(context, selector));
            }

            return holds;
        }
    }

    private static bool SubjectHoldsForEverything(LintContext context, Policy policy) => policy.Name.Namespace.Length == 0
        ? context.Selectors.IsTautology(policy.Subject)
        : context.Selectors.Implies(CalicoLabels.InNamespace(policy.Name.Namespace), policy.Subject);

    private static IEnumerable<Selector> PeersOf(Rule rule) =>
        new[] { rule.Source.Selector, rule.Source.NotSelector, rule.Destination.Selector, rule.Destination.NotSelector }.OfType<Selector>();

    // Whether it holds whatever the labels are; those of a pod itself, where it says something of the pod's namespace too.
    private static bool IsTautology(LintContext context, Selector selector)
    {
        ImmutableArray<string> labels = selector.Labels;
        return !labels.IsEmpty
            && (context.Selectors.IsTautology(selector)
                || (labels.Any(label => !EmptySelectors.IsOfNamespaces(label)) && context.Selectors.Implies(WhereOf(selector), selector)));
    }

    private static Selector WhereOf(Selector selector) => Selector.And(
    [
        .. from requirement in selector.Requirements
           where EmptySelectors.IsOfNamespaces(requirement.Label)
           select requirement switch
           {
               { OneOf: { } values } => Selector.LabelIn(requirement.Label, values),
               { MustBeAbsent: true } => Selector.Not(Selector.HasLabel(requirement.Label)),
               _ => Selector.HasLabel(requirement.Label),
           },
    ]);
}
