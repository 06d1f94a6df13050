namespace PolicyEngine.Dataplane.Addressing.Collection;

/// <summary>Since when things have looked as they should not; forgotten as soon as they look well again.</summary>
internal sealed class LeakTracker<T>
    where T : notnull
{
    private Dictionary<T, TimeSpan> _since = [];

    /// <summary>Replaces what looks amiss; those seen before keep their times.</summary>
    public void Observe(IEnumerable<T> suspects, TimeSpan now) =>
        _since = suspects.ToDictionary(suspect => suspect, suspect => _since.GetValueOrDefault(suspect, now));

    /// <summary>Whether it has looked amiss for a time at least.</summary>
    public bool HasLasted(T suspect, TimeSpan time, TimeSpan now) => _since.TryGetValue(suspect, out TimeSpan since) && now - since >= time;
}
