using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Program;

/// <summary>Something that was there, is to be there, or both and not the same.</summary>
/// <param name="Before">What was there; null for what is new.</param>
/// <param name="After">What is to be there; null for what goes away.</param>
internal readonly record struct Change<T>(T? Before, T? After)
    where T : class
{
    /// <summary>What differs between two lists of named things: first what the later one has, then what it lacks.</summary>
    /// <param name="before">What was there.</param>
    /// <param name="after">What is to be there.</param>
    /// <param name="name">The name of a thing, which is in a list once.</param>
    /// <param name="all">Whether what is the same counts as changed too.</param>
    public static ImmutableArray<Change<T>> Between(ImmutableArray<T> before, ImmutableArray<T> after, Func<T, string> name, bool all = false)
    {
        Dictionary<string, T> left = new(StringComparer.Ordinal);
        foreach (T thing in before)
        {
            left[name(thing)] = thing;
        }

        ImmutableArray<Change<T>>.Builder changes = ImmutableArray.CreateBuilder<Change<T>>();
        foreach (T thing in after)
        {
            left.Remove(name(thing), out T? known);
            if (all || !thing.Equals(known))
            {
                changes.Add(new Change<T>(known, thing));
            }
        }

        changes.AddRange(before.Where(thing => left.ContainsKey(name(thing))).Select(thing => new Change<T>(thing, null)));
        return changes.ToImmutable();
    }
}
