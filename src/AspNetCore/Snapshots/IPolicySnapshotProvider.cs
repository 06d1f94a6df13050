namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>Has the latest good snapshot of the policies that a host follows. Thread-safe; readers are never blocked.</summary>
public interface IPolicySnapshotProvider
{
    /// <summary>The latest good snapshot: of an empty cluster until the first has been read.</summary>
    PublishedSnapshot Current { get; }

    /// <summary>What became of the last attempt to read.</summary>
    SnapshotStatus Status { get; }
}
