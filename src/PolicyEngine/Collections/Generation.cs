using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace PolicyEngine.Collections;

/// <summary>Values that are found once for each key. Of those of the generation before, the ones that are asked for are taken over; the rest goes with it. Thread-safe.</summary>
/// <param name="before">The generation before; null where there is none.</param>
internal sealed class Generation<TKey, TValue>(Generation<TKey, TValue>? before)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = [];

    // Of one that was never asked for anything, what it had before.
    private readonly ConcurrentDictionary<TKey, TValue>? _before = before is null || !before._values.IsEmpty ? before?._values : before._before;

    /// <summary>What the generation before had for a key.</summary>
    public bool TryGetBefore(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        return _before is not null && _before.TryGetValue(key, out value);
    }

    /// <summary>Notes the value of a key; the first that is noted stays.</summary>
    public TValue Keep(TKey key, TValue value) => _values.GetOrAdd(key, value);

    /// <summary>The value of a key.</summary>
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> find) =>
        _values.TryGetValue(key, out TValue? known) ? known : Keep(key, TryGetBefore(key, out TValue? earlier) ? earlier : find(key));
}
