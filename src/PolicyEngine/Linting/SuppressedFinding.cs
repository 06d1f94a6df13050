namespace PolicyEngine.Linting;

/// <summary>A finding that somebody accepted.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Kind">Where that is written.</param>
/// <param name="Reason">Why; empty where nobody says.</param>
public sealed record SuppressedFinding(Finding Finding, SuppressionKind Kind, string Reason);
