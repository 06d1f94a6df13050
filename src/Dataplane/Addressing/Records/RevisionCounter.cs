namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>Numbers the writes of the whole datastore; no number comes twice.</summary>
internal sealed class RevisionCounter
{
    private long _last;

    public long Next() => ++_last;

    public void Raise(long atLeast) => _last = Math.Max(_last, atLeast);
}
