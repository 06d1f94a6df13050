namespace PolicyEngine.Text;

/// <summary>How much a diagnostic matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,

    /// <summary>Accepted as it stands, and probably not what was meant.</summary>
    Warning,

    /// <summary>Part of the input could not be understood, or the real API server would refuse it.</summary>
    Error,
}
