using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>Another place that a finding has to do with.</summary>
/// <param name="Span">Where it is.</param>
/// <param name="Message">What it has to do with the finding.</param>
public readonly record struct RelatedPlace(SourceSpan Span, string Message);
