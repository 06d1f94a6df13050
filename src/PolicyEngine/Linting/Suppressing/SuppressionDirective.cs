using System.Collections.Immutable;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Suppressing;

/// <summary>One place where findings are accepted.</summary>
/// <param name="Kind">What kind of place it is.</param>
/// <param name="Rules">Ids and names of rules; empty for every rule.</param>
/// <param name="Reason">Why; empty where nobody says.</param>
/// <param name="Span">Where it is written; none for options.</param>
/// <param name="Object">The object that it stands in or is about, for messages.</param>
/// <param name="Scopes">What it is about.</param>
internal sealed record SuppressionDirective(
    SuppressionKind Kind, ImmutableArray<string> Rules, string Reason, SourceSpan Span, string Object, ImmutableArray<SuppressionScope> Scopes)
{
    /// <summary>What <see cref="Rules"/> says for every rule.</summary>
    public const string EveryRule = "*";

    /// <summary>The last day it is in force; null for ever.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What is wrong with how it is written; null where nothing is. A faulty directive accepts nothing.</summary>
    public string? Fault { get; init; }

    public bool IsExpired(DateOnly? today) => Until is { } last && today > last;
}
