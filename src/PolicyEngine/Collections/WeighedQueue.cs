using System.Diagnostics.CodeAnalysis;

namespace PolicyEngine.Collections;

/// <summary>
/// Hands things from one thread to another. Those that wait weigh no more than a limit together; one that is heavier waits alone.
/// Nobody waits any longer once the other side has ended.
/// </summary>
/// <param name="limit">What those that wait may weigh.</param>
internal sealed class WeighedQueue<T>(long limit)
{
    private readonly Queue<(T Item, long Weight)> _waiting = new();
    private readonly object _gate = new();
    private long _weight;
    private bool _isEnded;

    /// <summary>Adds one as soon as there is room; false where the queue has ended.</summary>
    public bool TryAdd(T item, long weight)
    {
        lock (_gate)
        {
            while (!_isEnded && _waiting.Count > 0 && _weight + weight > limit)
            {
                Monitor.Wait(_gate);
            }

            if (_isEnded)
            {
                return false;
            }

            _waiting.Enqueue((item, weight));
            _weight += weight;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Takes the one that has waited longest as soon as there is one; false where none waits and the queue has ended.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        lock (_gate)
        {
            while (!_isEnded && _waiting.Count == 0)
            {
                Monitor.Wait(_gate);
            }

            if (!_waiting.TryDequeue(out (T Item, long Weight) first))
            {
                item = default;
                return false;
            }

            (item, _weight) = (first.Item, _weight - first.Weight);
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Nothing is added any more; what waits can still be taken.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.PulseAll(_gate);
        }
    }
}
