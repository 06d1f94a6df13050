using System.Collections.Immutable;
using System.Numerics;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// The address sets that rules test, in two layers: those of a graph that others go on from, and the few that were added
/// since. A change of policies makes the second anew and keeps the first.
/// </summary>
internal sealed class LayeredSets(SetAtlas first, SetAtlas second, int firstCount, int count)
{
    private const int MaxSecond = 256;

    public SetAtlas First => first;

    public SetAtlas Second => second;

    /// <summary>The layers for a list of sets that begins with those of <paramref name="basis"/>.</summary>
    public static LayeredSets Of(List<AddressSet> sets, LayeredSets? basis)
    {
        if (basis is null || sets.Count - basis.FirstCount > MaxSecond)
        {
            return new LayeredSets(SetAtlas.Of(sets), SetAtlas.Empty, sets.Count, sets.Count);
        }

        return basis.Count == sets.Count ? basis : new LayeredSets(basis.First, SetAtlas.Of(sets[basis.FirstCount..]), basis.FirstCount, sets.Count);
    }

    /// <summary>The places of the contents at an address.</summary>
    public (int First, int Second) Find(IpAddress address) => (first.Find(address), second.Find(address));

    /// <summary>The numbers of the sets, ascending.</summary>
    public ImmutableArray<int> Contents(IpFamily family, (int First, int Second) places)
    {
        ImmutableArray<int>.Builder numbers = ImmutableArray.CreateBuilder<int>();
        numbers.AddRange(first.Contents(family, places.First));
        foreach (int number in second.Contents(family, places.Second))
        {
            numbers.Add(firstCount + number);
        }

        return numbers.ToImmutable();
    }

    private int FirstCount => firstCount;

    private int Count => count;
}
