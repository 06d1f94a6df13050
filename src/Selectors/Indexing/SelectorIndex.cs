using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace PolicyEngine.Selectors;

/// <summary>
/// Answers which of many selectors match a label set, without trying them all. Immutable and safe for concurrent use.
/// </summary>
/// <remarks>
/// Each selector is filed once, under its most selective requirement: the values a label must have, else a label that must
/// be present. Selectors without such a requirement are tried each time; those that cannot match are never tried.
/// A match costs one look-up for each label of the set plus one evaluation for each selector filed under what the set holds.
/// </remarks>
public sealed class SelectorIndex
{
    private readonly Selector[] _selectors;
    private readonly Dictionary<string, LabelEntry> _byLabel;
    private readonly int[] _unrestricted;

    private SelectorIndex(Selector[] selectors, Dictionary<string, LabelEntry> byLabel, int[] unrestricted)
    {
        _selectors = selectors;
        _byLabel = byLabel;
        _unrestricted = unrestricted;
    }

    /// <summary>The number of selectors.</summary>
    public int Count => _selectors.Length;

    /// <summary>An index of <paramref name="selectors"/>, whose positions in the list become their ids.</summary>
    public static SelectorIndex Create(IReadOnlyList<Selector> selectors)
    {
        ArgumentNullException.ThrowIfNull(selectors);
        Selector[] all = [.. selectors];
        Dictionary<Demanded, int> popularity = CountRequirements(all);
        Dictionary<string, LabelEntry> byLabel = new(StringComparer.Ordinal);
        List<int> unrestricted = [];
        for (int id = 0; id < all.Length; id++)
        {
            File(id, all[id].Requirements, popularity, byLabel, unrestricted);
        }

        return new SelectorIndex(all, byLabel, [.. unrestricted]);
    }

    /// <summary>
    /// Replaces the content of <paramref name="matches"/> by the ids of the selectors that match <paramref name="labels"/>,
    /// ascending. Allocates nothing once the list is large enough.
    /// </summary>
    [SuppressMessage("Design", "MA0016", Justification = "The caller reuses the list, and it is sorted in place.")]
    public void Match(LabelSet labels, List<int> matches)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(matches);
        matches.Clear();
        AddMatching(_unrestricted, labels, matches);
        for (int i = 0; i < labels.Count; i++)
        {
            if (_byLabel.TryGetValue(labels.KeyAt(i), out LabelEntry? entry))
            {
                AddMatching(entry.WhenPresent, labels, matches);
                if (entry.ByValue.TryGetValue(labels.ValueAt(i), out List<int>? candidates))
                {
                    AddMatching(candidates, labels, matches);
                }
            }
        }

        matches.Sort();
    }

    // How many selectors require each value of each label, and under a null value how many require the label at all.
    private static Dictionary<Demanded, int> CountRequirements(Selector[] selectors)
    {
        Dictionary<Demanded, int> popularity = [];
        foreach (Selector selector in selectors)
        {
            foreach (LabelRequirement requirement in selector.Requirements)
            {
                if (requirement.OneOf is { } values)
                {
                    foreach (string value in values)
                    {
                        Increment(popularity, new Demanded(requirement.Label, value));
                    }
                }
                else if (requirement.MustBePresent)
                {
                    Increment(popularity, new Demanded(requirement.Label, null));
                }
            }
        }

        return popularity;
    }

    private static void Increment(Dictionary<Demanded, int> popularity, Demanded key) =>
        popularity[key] = popularity.GetValueOrDefault(key) + 1;

    private static void File(
        int id,
        ImmutableArray<LabelRequirement> requirements,
        Dictionary<Demanded, int> popularity,
        Dictionary<string, LabelEntry> byLabel,
        List<int> unrestricted)
    {
        LabelRequirement? best = null;
        long bestCost = long.MaxValue;
        foreach (LabelRequirement requirement in requirements)
        {
            if (requirement.IsImpossible)
            {
                return;
            }

            long cost = CostOf(requirement, popularity);
            if (cost < bestCost)
            {
                best = requirement;
                bestCost = cost;
            }
        }

        if (best is not { } chosen)
        {
            unrestricted.Add(id);
            return;
        }

        if (!byLabel.TryGetValue(chosen.Label, out LabelEntry? entry))
        {
            entry = new LabelEntry();
            byLabel.Add(chosen.Label, entry);
        }

        entry.Add(id, chosen.OneOf);
    }

    // A listed value beats mere presence; among values the total of selectors that ask for them too is what filing here costs.
    private static long CostOf(LabelRequirement requirement, Dictionary<Demanded, int> popularity)
    {
        if (requirement.OneOf is { } values)
        {
            long cost = 0;
            foreach (string value in values)
            {
                cost += popularity[new Demanded(requirement.Label, value)];
            }

            return cost;
        }

        return requirement.MustBePresent ? int.MaxValue + (long)popularity[new Demanded(requirement.Label, null)] : long.MaxValue;
    }

    private void AddMatching(IReadOnlyList<int> candidates, LabelSet labels, List<int> matches)
    {
        for (int i = 0; i < candidates.Count; i++)
        {
            int id = candidates[i];
            if (_selectors[id].Matches(labels))
            {
                matches.Add(id);
            }
        }
    }

    /// <summary>A label, and the value it must have; null where any will do.</summary>
    private readonly record struct Demanded(string Label, string? Value);

    /// <summary>The selectors filed under one label.</summary>
    private sealed class LabelEntry
    {
        public List<int> WhenPresent { get; } = [];

        public Dictionary<string, List<int>> ByValue { get; } = new(StringComparer.Ordinal);

        public void Add(int id, ImmutableArray<string>? values)
        {
            if (values is null)
            {
                WhenPresent.Add(id);
                return;
            }

            foreach (string value in values.Value)
            {
                if (!ByValue.TryGetValue(value, out List<int>? ids))
                {
                    ids = [];
                    ByValue.Add(value, ids);
                }

                ids.Add(id);
            }
        }
    }
}
