namespace PolicyEngine.Renderers.Drift;

/// <summary>What comparing a node's rules with its policies has come to.</summary>
public enum DriftOutcome
{
    /// <summary>The rules have the effect of the policies.</summary>
    Same,

    /// <summary>Some packet is treated differently.</summary>
    Different,

    /// <summary>No packet is known to be treated differently, and not everything is understood.</summary>
    Unknown,
}
