namespace PolicyEngine.Renderers;

/// <summary>How lists for Windows say tiers; other targets have one form.</summary>
public enum AclForm
{
    /// <summary>What the tiers decide together, as one list.</summary>
    Flat,

    /// <summary>Each tier with its rules, which may pass to the next one (<c>TierAcl</c>).</summary>
    Tiered,
}
