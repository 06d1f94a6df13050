namespace PolicyEngine.Specification;

/// <summary>Selectors on the labels of namespaces and service accounts, turned into selectors on inherited labels.</summary>
public static class Rewriting
{
    /// <summary>Prefixes every label; <c>all()</c> becomes <paramref name="all"/>, <c>global()</c> what has no namespace.</summary>
    public static SelectorExpression Prefix(SelectorExpression selector, string prefix, SelectorExpression all) => selector switch
    {
        Compare compare => compare with { Key = prefix + compare.Key },
        Member member => member with { Key = prefix + member.Key },
        Has has => new Has(prefix + has.Key),
        All => all,
        Global => new Not(new Has(EffectiveLabels.Namespace)),
        Not not => new Not(Prefix(not.Inner, prefix, all)),
        And and => new And(Prefix(and.Left, prefix, all), Prefix(and.Right, prefix, all)),
        Or or => new Or(Prefix(or.Left, prefix, all), Prefix(or.Right, prefix, all)),
        _ => selector,
    };
}
