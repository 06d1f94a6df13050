namespace PolicyEngine.Dataplane.Addressing;

/// <summary>Whether a pool serves requests that do not name it.</summary>
public enum AssignmentMode
{
    /// <summary>It serves every request that its selectors and uses admit.</summary>
    Automatic,

    /// <summary>It serves only requests that name it.</summary>
    Manual,
}
