namespace PolicyEngine.Specification;

/// <summary>A Kubernetes label selector as an expression of Calico.</summary>
public static class KubernetesSelector
{
    public static SelectorExpression Of(LabelSelector selector) => !WellFormed.Is(selector)
        ? new Unparsable("")
        : selector.MatchLabels.Select(pair => new Compare(pair.Key, "==", pair.Value))
            .Concat(selector.MatchExpressions.Select(Of))
            .Aggregate<SelectorExpression, SelectorExpression?>(null, (left, right) => left is null ? right : new And(left, right)) ?? new All();

    private static SelectorExpression Of(LabelRequirement term) => term.Operator switch
    {
        "In" => new Member(term.Key, Negated: false, term.Values),
        "NotIn" => new Member(term.Key, Negated: true, term.Values),
        "Exists" => new Has(term.Key),
        _ => new Not(new Has(term.Key)),
    };
}
