namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>What became of the last attempt to read.</summary>
public enum SnapshotStatusKind
{
    /// <summary>Nothing has been read yet.</summary>
    Starting,

    /// <summary>What was read is published.</summary>
    Current,

    /// <summary>What was read is published, and something is missing from it that verdicts do without.</summary>
    Partial,

    /// <summary>What was read last has errors, or nothing could be read: an earlier snapshot stays published.</summary>
    Stale,
}
