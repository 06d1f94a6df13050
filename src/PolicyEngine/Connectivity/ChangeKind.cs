namespace PolicyEngine.Connectivity;

/// <summary>How a connection differs between two snapshots.</summary>
public enum ChangeKind
{
    /// <summary>Nothing passed before, and something does now.</summary>
    Added,

    /// <summary>Something passed before, and nothing does now.</summary>
    Removed,

    /// <summary>Something else passes, or between other pods, or more or less is unknown.</summary>
    Changed,
}
