using System.Collections.Immutable;

namespace PolicyEngine.Model;

/// <summary>
/// What a rule asks of an HTTP request: one of the methods and one of the paths. Only an application-layer proxy sees
/// requests; the packet filters of every profile let the connection through whatever it carries.
/// </summary>
/// <param name="Methods">The methods, case-sensitive; <c>*</c> for any. Empty: any.</param>
/// <param name="Paths">The paths. Empty: any.</param>
public sealed record HttpMatch(ImmutableArray<string> Methods, ImmutableArray<HttpPath> Paths);

/// <summary>A path, or the beginning of one at a slash.</summary>
/// <param name="Text">The path, beginning with a slash.</param>
/// <param name="IsPrefix">Whether longer paths match too.</param>
public readonly record struct HttpPath(string Text, bool IsPrefix);
