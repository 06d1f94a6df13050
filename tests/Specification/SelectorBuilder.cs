using System.Collections.Immutable;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>Random selectors of both languages.</summary>
public sealed class SelectorBuilder(Dice dice, bool hasErrors)
{
    private static readonly string[] s_unparsable = ["app ==", "app = 'a'", "has(app", "app == 'a' &&", "unknown"];

    private bool IsBroken => hasErrors && dice.Chance(6);

    /// <summary>A selector of Calico over the labels of pods and sets.</summary>
    public SelectorExpression Calico() => IsBroken ? new Unparsable(dice.Pick(s_unparsable)) : Expression(2, WorldBuilder.LabelKeys);

    /// <summary>A selector over the labels of namespaces.</summary>
    public SelectorExpression Namespaces(bool isRule) => IsBroken
        ? new Unparsable(dice.Pick(s_unparsable))
        : dice.Below(10) switch
        {
            0 or 1 => new All(),
            2 when isRule => new Global(),
            3 when isRule => new Not(new All()),
            4 => new Compare(dice.Pick("projectcalico.org/name", "kubernetes.io/metadata.name"), dice.Pick("==", "!="), dice.Pick(WorldBuilder.NamespaceNames)),
            _ => Expression(1, WorldBuilder.LabelKeys),
        };

    /// <summary>A selector over the labels of service accounts.</summary>
    public SelectorExpression Accounts() => IsBroken
        ? new Unparsable(dice.Pick(s_unparsable))
        : dice.Below(6) switch
        {
            0 => new All(),
            1 => new Compare("projectcalico.org/name", dice.Pick("==", "!="), dice.Pick(WorldBuilder.Accounts)),
            _ => Expression(1, WorldBuilder.LabelKeys),
        };

    /// <summary>A Kubernetes label selector.</summary>
    public LabelSelector Kubernetes(ImmutableArray<string> keys)
    {
        Labels labels = Labels.Empty;
        foreach (string key in dice.Subset(keys, 12))
        {
            labels = labels.Add(key, dice.Pick(WorldBuilder.LabelValues));
        }

        return new LabelSelector(labels, [.. dice.Some(0, dice.Chance(40) ? 1 : 0, () => Requirement(keys))]);
    }

    private LabelRequirement Requirement(ImmutableArray<string> keys)
    {
        string key = dice.Pick(keys);
        if (IsBroken)
        {
            return dice.Chance(50) ? new LabelRequirement(key, "Gt", ["1"]) : new LabelRequirement(key, "In", []);
        }

        return dice.Chance(50)
            ? new LabelRequirement(key, dice.Pick("In", "NotIn"), [.. dice.Some(1, 2, () => dice.Pick(WorldBuilder.LabelValues))])
            : new LabelRequirement(key, dice.Pick("Exists", "DoesNotExist"), []);
    }

    private SelectorExpression Expression(int depth, IReadOnlyList<string> keys) => dice.Below(depth == 0 ? 7 : 12) switch
    {
        0 or 1 => new Compare(dice.Pick(keys), dice.Pick("==", "!="), dice.Pick(WorldBuilder.LabelValues)),
        2 => new Compare(dice.Pick(keys), dice.Pick("contains", "starts with", "ends with"), dice.Pick("a", "b", "")),
        3 or 4 => new Member(dice.Pick(keys), dice.Chance(50), [.. dice.Some(0, 2, () => dice.Pick(WorldBuilder.LabelValues))]),
        5 => new Has(dice.Pick(keys)),
        6 => dice.Chance(60) ? new Has(dice.Pick(keys)) : new All(),
        7 or 8 => new Not(Expression(depth - 1, keys)),
        9 or 10 => new And(Expression(depth - 1, keys), Expression(depth - 1, keys)),
        _ => new Or(Expression(depth - 1, keys), Expression(depth - 1, keys)),
    };
}
