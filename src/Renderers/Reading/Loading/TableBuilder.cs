using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

/// <summary>A table that is being read.</summary>
internal sealed class TableBuilder(string name, IpFamily? family)
{
    private int _unnamed;

    public string Name => name;

    public IpFamily? Family => family;

    /// <summary>The chains, in the order in which they were made.</summary>
    public OrderedDictionary<string, ChainBuilder> Chains { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SetBuilder> Sets { get; } = new(StringComparer.Ordinal);

    /// <summary>The chain of a name, made where there is none yet.</summary>
    public ChainBuilder Chain(string chain)
    {
        if (!Chains.TryGetValue(chain, out ChainBuilder? found))
        {
            found = new ChainBuilder(chain);
            Chains.Add(chain, found);
        }

        return found;
    }

    /// <summary>Adds a set that a rule holds in itself, under a name no text can give.</summary>
    public string AddUnnamed(SetBuilder set)
    {
        string unnamed = string.Create(CultureInfo.InvariantCulture, $"{{{_unnamed++}}}");
        Sets[unnamed] = set;
        return unnamed;
    }

    public LoadedTable Build(ImmutableDictionary<string, LoadedSet> sets, ProblemList problems)
    {
        TableLinks links = new(this, problems);
        HashSet<string> loops = links.Check(sets);
        ImmutableArray<LoadedChain> chains = [.. Chains.Values.Select(chain => chain.Build(loops.Contains(chain.Name)))];
        return new LoadedTable(name, family, chains.ToImmutableDictionary(chain => chain.Name, StringComparer.Ordinal), sets)
        {
            Bases = [.. chains.Where(chain => chain.Base is not null)],
        };
    }

    public ImmutableDictionary<string, LoadedSet> BuildSets() =>
        Sets.ToImmutableDictionary(set => set.Key, set => set.Value.Build(set.Key), StringComparer.Ordinal);
}
