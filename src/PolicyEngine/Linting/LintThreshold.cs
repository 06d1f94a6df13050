using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>From which severity on findings make a run fail.</summary>
public enum LintThreshold
{
    /// <summary>Any finding does.</summary>
    Note = 0,

    /// <summary>Warnings and errors do.</summary>
    Warning = 1,

    /// <summary>Errors do.</summary>
    Error = 2,

    /// <summary>None does.</summary>
    Never = 3,
}

/// <summary>Tells whether findings make a run fail.</summary>
public static class LintThresholds
{
    /// <summary>Whether a finding of a severity makes the run fail.</summary>
    /// <param name="threshold">From which severity on findings do.</param>
    /// <param name="severity">The finding's severity.</param>
    public static bool IsReachedBy(this LintThreshold threshold, Severity severity) => (int)severity >= (int)threshold;
}
