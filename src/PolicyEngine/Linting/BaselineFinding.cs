using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>A finding that was there before, as a baseline keeps it.</summary>
/// <param name="Fingerprint">Which finding.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="ObjectName">What it is about.</param>
/// <param name="Span">Where the baseline has it; none where it has no place.</param>
public sealed record BaselineFinding(string Fingerprint, string Rule, string ObjectName, SourceSpan Span);
