using System.Collections.Concurrent;

namespace PolicyEngine.Collections;

/// <summary>Values that are found once for each key. Of those of the generation before, the ones that are asked for are taken over; the rest goes with it. Thread-safe.</summary>
/// <param name="before">The generation before; null where there is none.</param>
internal sealed class Generation<TKey, TValue>(Generation<TKey, TValue>? before)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = [];

    // Of one that was never asked for anything, what it had before.
    private readonly ConcurrentDictionary<TKey, TValue>? _before = before is null || !before._values.IsEmpty ? before?._values : before._before;

    /// <summary>The value of a key.</summary>
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> find)
    {
        if (_values.TryGetValue(key, out TValue? known))
        {
            return known;
        }

        return _values.GetOrAdd(key, _before is not null && _before.TryGetValue(key, out TValue? earlier) ? earlier : find(key));
    }
}
