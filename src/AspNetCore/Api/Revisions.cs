using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Has the current revision. Thread-safe.</summary>
internal sealed class Revisions(IPolicySnapshotProvider snapshots)
{
    private volatile Revision? _latest;

    public SnapshotStatus Status => snapshots.Status;

    /// <summary>Take it once for each request: all of an answer is then of one snapshot.</summary>
    public Revision Current
    {
        get
        {
            PublishedSnapshot published = snapshots.Current;
            Revision? latest = _latest;
            if (latest is null || !ReferenceEquals(latest.Published, published))
            {
                // Threads that race make equal ones.
                _latest = latest = new Revision(published);
            }

            return latest;
        }
    }
}
