using System.Collections.Immutable;
using PolicyEngine.Selectors.Nodes;

namespace PolicyEngine.Selectors.Indexing;

/// <summary>Derives what a selector demands of single labels. Matches Calico's <c>LabelRestrictions</c>, node by node.</summary>
internal static class RequirementFinder
{
    /// <summary>The requirements of a tree, in ordinal order of their labels.</summary>
    public static ImmutableArray<LabelRequirement> Find(SelectorNode root)
    {
        Dictionary<string, Demand> demands = Of(root);
        string[] labels = [.. demands.Keys];
        Array.Sort(labels, StringComparer.Ordinal);
        ImmutableArray<LabelRequirement>.Builder requirements = ImmutableArray.CreateBuilder<LabelRequirement>(labels.Length);
        foreach (string label in labels)
        {
            Demand demand = demands[label];
            requirements.Add(new LabelRequirement(
                label,
                demand.Present,
                demand.Absent,
                demand.Values is null ? null : ImmutableArray.Create(demand.Values)));
        }

        return requirements.MoveToImmutable();
    }

    private static Dictionary<string, Demand> Of(SelectorNode node) => node switch
    {
        EqualsNode equals => Single(equals.Label, Demand.Exists with { Values = [equals.Value] }),

        // Matches Calico: the empty set yields an empty list, which it takes for "unrestricted".
        InNode { Values.Length: 0 } empty => Single(empty.Label, Demand.Exists),
        InNode set => Single(set.Label, Demand.Exists with { Values = set.Values }),
        HasNode or ContainsNode or StartsWithNode or EndsWithNode => Single(((LabelNode)node).Label, Demand.Exists),
        NotNode { Operand: HasNode has } => Single(has.Label, new Demand(false, true, null)),
        AndNode and => OfAll(and.Operands),
        OrNode or => OfAny(or.Operands),
        _ => [],
    };

    private static Dictionary<string, Demand> Single(string label, Demand demand) =>
        new(StringComparer.Ordinal) { [label] = demand };

    private static Dictionary<string, Demand> OfAll(SelectorNode[] operands)
    {
        Dictionary<string, Demand> all = new(StringComparer.Ordinal);
        foreach (SelectorNode operand in operands)
        {
            foreach ((string label, Demand demand) in Of(operand))
            {
                all[label] = all.TryGetValue(label, out Demand known)
                    ? new Demand(known.Present || demand.Present, known.Absent || demand.Absent, Intersect(known.Values, demand.Values))
                    : demand;
            }
        }

        return all;
    }

    private static Dictionary<string, Demand> OfAny(SelectorNode[] operands)
    {
        Dictionary<string, Demand>[] each = Array.ConvertAll(operands, Of);
        Dictionary<string, Demand> any = new(StringComparer.Ordinal);
        foreach ((string label, Demand first) in each[0])
        {
            bool present = first.Present;
            bool absent = first.Absent;
            List<string>? values = first.Values is null ? null : [.. first.Values];
            for (int i = 1; i < each.Length && (present || absent); i++)
            {
                Demand demand = each[i].GetValueOrDefault(label);
                present &= demand.Present;
                absent &= demand.Absent;
                if (demand.Values is null)
                {
                    values = null;
                }
                else
                {
                    values?.AddRange(demand.Values);
                }
            }

            if (present || absent)
            {
                any.Add(label, new Demand(present, absent, values is null ? null : ValueOrder.SortDistinct(values)));
            }
        }

        return any;
    }

    private static string[]? Intersect(string[]? first, string[]? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        List<string> common = [];
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            int order = ValueOrder.Instance.Compare(first[i], second[j]);
            if (order == 0)
            {
                common.Add(first[i]);
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return [.. common];
    }

    /// <summary>A requirement under construction; values ascending and distinct, null when unrestricted.</summary>
    private readonly record struct Demand(bool Present, bool Absent, string[]? Values)
    {
        public static Demand Exists { get; } = new(true, false, null);
    }
}
