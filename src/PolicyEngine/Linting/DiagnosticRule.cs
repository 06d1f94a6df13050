using System.Collections.Immutable;
using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>A rule whose conditions are found when the input is read: it passes on what was told.</summary>
/// <param name="descriptor">What it is about.</param>
/// <param name="told">What is told. Every diagnostic that is an error or a warning belongs to one rule.</param>
internal sealed class DiagnosticRule(LintRuleDescriptor descriptor, params ImmutableArray<DiagnosticDescriptor> told) : ILintRule
{
    public LintRuleDescriptor Descriptor => descriptor;

    public ImmutableArray<DiagnosticDescriptor> Told => told;

    /// <summary>Whether keys are told of. A mapping begins where its first key does.</summary>
    public bool IsAboutKeys { get; init; }

    /// <summary>Whether what takes the place of a scalar stands without its quotes.</summary>
    public bool TakesQuotesAway { get; init; }

    /// <summary>Whether a replacement changes nothing else; null where none can.</summary>
    public Func<LintContext, WrittenPlace, string, bool>? IsSafe { get; init; }

    public IEnumerable<Finding> Analyze(LintContext context) => told.SelectMany(about => context.DiagnosticsByCode[about.Code]).Select(diagnostic => Of(context, diagnostic));

    private Finding Of(LintContext context, Diagnostic diagnostic)
    {
        WrittenPlace place = context.Written.At(diagnostic.Span, IsAboutKeys);
        Finding finding = descriptor.At(place.Target, diagnostic.Message) with { Hint = diagnostic.Hint, Fix = FixOf(context, diagnostic, place) };

        // Where the other place is told apart, the finding stays the same when lines move.
        return diagnostic.Other.IsNone ? finding : finding with
        {
            Message = diagnostic.Message.Replace($" at {diagnostic.Other}", "", StringComparison.Ordinal),
            Related = [new RelatedPlace(diagnostic.Other, "it is given here too")],
        };
    }

    private LintFix? FixOf(LintContext context, Diagnostic diagnostic, WrittenPlace place) =>
        diagnostic.Replacement is { } text
        && place.Scalar is { } scalar
        && context.TextOf(diagnostic.Span.File) is { } input
        && ScalarEdit.Replace(input, scalar, text, !TakesQuotesAway) is { } edit
        && (IsSafe is null || IsSafe(context, place, text))
            ? new LintFix($"write `{text}`", [edit])
            : null;
}
