namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>Where a host has its documents from.</summary>
public interface ISnapshotSource
{
    /// <summary>What it is called in logs and states.</summary>
    string Name { get; }

    /// <summary>
    /// Whether documents with errors are kept from being published: right for files, of which one may be half written. Not for a cluster, which
    /// has them in force.
    /// </summary>
    bool HoldsBackErrors { get; }

    /// <summary>
    /// Follows the source: first all there is, then what changes, until it is cancelled. When it ends or throws, it is called again after a while, and
    /// at once where a change can only be understood with all there is; then it begins with all there is.
    /// </summary>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<SnapshotUpdate> FollowAsync(CancellationToken cancellationToken);
}
