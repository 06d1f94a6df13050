using System.Collections.Immutable;

namespace PolicyEngine.Model;

/// <summary>
/// What a rule asks of an HTTP request: one of the methods and one of the paths. Only an application-layer proxy sees
/// requests (<see cref="EnforcementProfile.CalicoApplicationLayer"/>); packet filters let the connection through whatever
/// it carries.
/// </summary>
/// <param name="Methods">The methods, case-sensitive; <c>*</c> for any. Empty: any.</param>
/// <param name="Paths">The paths. Empty: any.</param>
public sealed record HttpMatch(ImmutableArray<string> Methods, ImmutableArray<HttpPath> Paths)
{
    /// <summary>Whether one of the methods is this one.</summary>
    internal bool AcceptsMethod(string method) => AcceptsAnyMethod || Methods.Contains(method, StringComparer.Ordinal);

    /// <summary>Whether no method is refused.</summary>
    internal bool AcceptsAnyMethod => Methods.IsEmpty || Methods.Contains("*", StringComparer.Ordinal);

    /// <summary>Whether one of the paths is this one, or the beginning of it.</summary>
    /// <param name="normal">The path in its normal form; null where it has none, and is none of them.</param>
    internal bool AcceptsPath(string? normal) => Paths.IsEmpty || (normal is not null && Paths.Any(candidate => candidate.Holds(normal)));
}

/// <summary>A path, or the beginning of one at a slash.</summary>
/// <param name="Text">The path, beginning with a slash.</param>
/// <param name="IsPrefix">Whether longer paths match too.</param>
public readonly record struct HttpPath(string Text, bool IsPrefix)
{
    /// <summary>Whether a path in its normal form is this one, or begins with it.</summary>
    internal bool Holds(string normal) => HttpPaths.Normalize(Text) is { } own
        && (normal == own || (IsPrefix && (own == "/" || normal.StartsWith($"{own}/", StringComparison.Ordinal))));
}
