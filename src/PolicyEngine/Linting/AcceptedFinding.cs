
namespace PolicyEngine.Linting;

/// <summary>A finding that somebody accepted.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Place">Where that is written: <c>comment</c>, <c>annotation</c>, <c>options</c> or <c>baseline</c>.</param>
/// <param name="Reason">Why; empty where nobody says.</param>
public sealed record AcceptedFinding(Finding Finding, string Place, string Reason)
{
    /// <summary>The place of what a baseline accepts.</summary>
    public const string BaselinePlace = "baseline";

    /// <summary>Whether it is written in the input itself.</summary>
    public bool IsInSource => Place is "comment" or "annotation";

    /// <summary>A finding that the input or the options accept.</summary>
    public static AcceptedFinding Of(SuppressedFinding suppressed) =>
        new(suppressed.Finding, suppressed.Kind.ToString().ToLowerInvariant(), suppressed.Reason);
}
