using System.Collections.Immutable;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Suppressing;

/// <summary>One place where findings are accepted.</summary>
/// <param name="Kind">What kind of place it is.</param>
/// <param name="Rules">Ids and names of rules; empty for every rule.</param>
/// <param name="Reason">Why; empty where nobody says.</param>
/// <param name="Until">The last day it is in force; null for ever.</param>
/// <param name="Span">Where it is written; none for options.</param>
/// <param name="Object">The object that it stands in or is about, for messages.</param>
/// <param name="Covers">Whether it is about a place.</param>
internal sealed record SuppressionDirective(
    SuppressionKind Kind, ImmutableArray<string> Rules, string Reason, DateOnly? Until, SourceSpan Span, string Object, Func<LintTarget, bool> Covers)
{
    public bool Accepts(Finding finding) =>
        (Rules.IsEmpty || Rules.Contains(finding.Rule.Id, StringComparer.OrdinalIgnoreCase) || Rules.Contains(finding.Rule.Name, StringComparer.OrdinalIgnoreCase))
        && Covers(finding.Target);

    public bool IsExpired(DateOnly? today) => Until is { } last && today > last;
}
