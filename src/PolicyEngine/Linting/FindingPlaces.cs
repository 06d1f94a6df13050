using PolicyEngine.Documents;

namespace PolicyEngine.Linting;

/// <summary>Makes places precise: the start of an object becomes its name, and where the text is kept it is said where it ends.</summary>
internal sealed class FindingPlaces(LintContext context)
{
    public Finding Refine(Finding finding)
    {
        LintTarget target = finding.Target;
        if (context.DocumentAt(target.Span) is { } document && (document["metadata"] as MappingNode)?["name"] is ScalarNode name)
        {
            target = target with { Span = name.Span };
        }

        int end = context.TextOf(target.Span.File)?.EndOf(target.Span.Line, target.Span.Column) ?? target.Span.Column + 1;
        return finding with { Target = target, EndLine = target.Span.Line, EndColumn = end };
    }
}
