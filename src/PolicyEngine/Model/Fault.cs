using PolicyEngine.Text;

namespace PolicyEngine.Model;

/// <summary>
/// Why a policy or rule could not be understood. What carries a fault is never taken to match and never taken not
/// to match: a verdict it could change is unknown.
/// </summary>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Span">Where.</param>
public sealed record Fault(string Message, SourceSpan Span);
