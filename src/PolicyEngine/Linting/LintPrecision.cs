namespace PolicyEngine.Linting;

/// <summary>How seldom a rule's findings are false alarms.</summary>
public enum LintPrecision
{
    /// <summary>What it finds is so, and may well be meant.</summary>
    Medium,

    /// <summary>What it finds is so, and is hardly ever meant.</summary>
    High,

    /// <summary>What it finds is so whatever was meant.</summary>
    VeryHigh,
}
