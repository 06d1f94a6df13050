namespace PolicyEngine.Json;

/// <summary>How much an answer in JSON tells of the way to it.</summary>
public enum ExplanationDepth
{
    /// <summary>What decided either half.</summary>
    Decision,

    /// <summary>Also the rules that came nearest, where a default denies.</summary>
    NearestRules,

    /// <summary>Also every step.</summary>
    Steps,
}
