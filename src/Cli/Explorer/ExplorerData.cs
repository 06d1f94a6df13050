using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Explorer;

/// <summary>
/// Has the data of the latest snapshot, worked out once for all who ask. While they are worked out for an older one, those who ask get
/// them of that one: so it goes on however fast snapshots follow each other, and never takes more than one processor. What nobody waits for
/// any more is given up when its snapshot is replaced. Thread-safe.
/// </summary>
internal sealed class ExplorerData(IPolicySnapshotProvider snapshots, LintOptions linting, Baseline baseline, IEnumerable<ILintRule> rules, TimeProvider time) : IDisposable
{
    private readonly ILintRule[] _rules = [.. rules];
    private readonly Lock _lock = new();
    private ExplorerWork? _work;

    /// <summary>The data, and the revision that they are of.</summary>
    public async Task<(PublishedSnapshot Published, byte[] Contents)> GetAsync(CancellationToken cancellation)
    {
        ExplorerWork work = Enter();
        try
        {
            return (work.Published, await work.Contents.WaitAsync(cancellation).ConfigureAwait(false));
        }
        finally
        {
            Leave(work);
        }
    }

    public void Dispose() => _work?.Dispose();

    private ExplorerWork Enter()
    {
        PublishedSnapshot published = snapshots.Current;
        ExplorerWork work;
        lock (_lock)
        {
            if (_work is { } known && (!known.Contents.IsCompleted || (known.Contents.IsCompletedSuccessfully && ReferenceEquals(known.Published, published))))
            {
                known.Waiting++;
                return known;
            }

            work = _work = new ExplorerWork(published, Contents) { Waiting = 1 };
        }

        published.Replaced.RegisterChangeCallback(state => GiveUp((ExplorerWork)state!), work);
        return work;
    }

    private void Leave(ExplorerWork work)
    {
        lock (_lock)
        {
            work.Waiting--;
        }

        if (!ReferenceEquals(work.Published, snapshots.Current))
        {
            GiveUp(work);
        }
    }

    /// <summary>Drops work of a snapshot that has been replaced, unless somebody waits for it.</summary>
    private void GiveUp(ExplorerWork work)
    {
        lock (_lock)
        {
            if (work.Waiting > 0 || !ReferenceEquals(_work, work))
            {
                return;
            }

            _work = null;
        }

        work.Dispose();
    }

    private byte[] Contents(PublishedSnapshot published, CancellationToken cancellation) =>
        ExplorerContents.Of(published, new Linter(_rules, linting with { Today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) }), baseline, cancellation);
}
