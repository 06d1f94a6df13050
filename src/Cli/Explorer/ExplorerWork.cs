using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.Cli.Explorer;

/// <summary>The data of one published snapshot as they are worked out, for all who wait for them.</summary>
internal sealed class ExplorerWork : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <param name="published">The snapshot.</param>
    /// <param name="work">Works the data out.</param>
    public ExplorerWork(PublishedSnapshot published, Func<PublishedSnapshot, CancellationToken, byte[]> work)
    {
        Published = published;
        CancellationToken token = _cancellation.Token;
        Contents = Task.Run(() => work(published, token), token);
    }

    public PublishedSnapshot Published { get; }

    /// <summary>The data.</summary>
    public Task<byte[]> Contents { get; }

    /// <summary>How many requests wait for them.</summary>
    public int Waiting { get; set; }

    /// <summary>Gives them up.</summary>
    public void Dispose()
    {
        _cancellation.Cancel();
        _cancellation.Dispose();
    }
}
