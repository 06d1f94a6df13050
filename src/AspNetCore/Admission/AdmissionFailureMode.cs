namespace PolicyEngine.AspNetCore.Admission;

/// <summary>What becomes of a change that could not be reviewed in time, or of which nothing is known.</summary>
public enum AdmissionFailureMode
{
    /// <summary>It is allowed, with a warning: the cluster can always be changed, also to what lint and gates forbid.</summary>
    Open,

    /// <summary>It is denied: nothing passes by lint and gates, and while reviews fail nobody can change a policy.</summary>
    Closed,
}
