using System.Text.RegularExpressions;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1021: templates that were not rendered.</summary>
internal sealed partial class TemplatingLeft : ILintRule
{
    private static readonly string[] s_broken =
        [ReadingDiagnostics.MalformedYaml.Code, ReadingDiagnostics.MalformedJson.Code, ReadingDiagnostics.FaultyKey.Code];

    private static readonly string[] s_otherKinds = ["Tier", "NetworkSet", "GlobalNetworkSet", "HostEndpoint", "Profile"];

    public LintRuleDescriptor Descriptor { get; } = new("NP1021", "templating-left", Severity.Error, LintNeeds.Text)
    {
        Title = "template was not rendered",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            A policy, or a document that cannot be read, has `{{ … }}` or `${NAME}`: it is the source of a template. Render it, and lint
            what comes out. Annotations may have such text and are not looked at.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: "{{ .Values.name }}"}}
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: redis}}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        HashSet<string> files = [.. context.Documents.Select(document => document.Span.File).Distinct(StringComparer.Ordinal).Where(file => MayHave(context.TextOf(file)))];
        foreach (MappingNode document in context.Documents.Where(document => files.Contains(document.Span.File) && IsPolicy(document)))
        {
            foreach (ScalarNode scalar in Fields(document))
            {
                if (FindIn(scalar.Text) is { } match)
                {
                    yield return Found(context.Written.At(scalar.Span, prefersKeys: true).Target, match);
                }
            }
        }

        foreach (SourceSpan place in Broken(context).Distinct())
        {
            string text = context.TextOf(place.File)!.Lines[place.Line - 1];
            yield return Found(new LintTarget("", "", place), FindIn(text)!);
        }
    }

    private Finding Found(LintTarget target, Match match) => Descriptor.At(target, $"{MessageText.Quote(match.Value)} is a template that was not rendered") with
    {
        Hint = "render the template first",
    };

    /// <summary>Where templates stand at which reading failed: in the line that is told, or in the last before it that has text.</summary>
    private static IEnumerable<SourceSpan> Broken(LintContext context)
    {
        foreach (Diagnostic diagnostic in s_broken.SelectMany(code => context.DiagnosticsByCode[code]))
        {
            if (context.TextOf(diagnostic.Span.File) is not { } text)
            {
                continue;
            }

            int line = Math.Min(diagnostic.Span.Line, text.Lines.Count);
            while (line > 0 && FindIn(text.Lines[line - 1]) is null && (line == diagnostic.Span.Line || string.IsNullOrWhiteSpace(text.Lines[line - 1])))
            {
                line--;
            }

            if (line > 0 && FindIn(text.Lines[line - 1]) is { } match)
            {
                yield return new SourceSpan(diagnostic.Span.File, line, match.Index + 1);
            }
        }
    }

    private static bool MayHave(InputText? text) => text is not null && (text.Contains("{{"u8) || text.Contains("${"u8));

    private static bool IsPolicy(MappingNode document)
    {
        string kind = ObjectHeader.Of(document).Kind;
        return kind.EndsWith("NetworkPolicy", StringComparison.Ordinal) || s_otherKinds.Contains(kind, StringComparer.Ordinal);
    }

    private static IEnumerable<ScalarNode> Fields(MappingNode document) => document.Entries
        .Where(entry => entry.Key.Text != "status")
        .SelectMany(entry => entry is { Key.Text: "metadata", Value: MappingNode metadata }
            ? metadata.Entries.Where(field => field.Key.Text is "name" or "namespace" or "labels").SelectMany(field => Scalars(field.Value))
            : Scalars(entry.Value));

    private static IEnumerable<ScalarNode> Scalars(DocumentNode node) => node switch
    {
        ScalarNode scalar => [scalar],
        SequenceNode sequence => sequence.Items.SelectMany(Scalars),
        MappingNode mapping => mapping.Entries.SelectMany(entry => Scalars(entry.Value).Prepend(entry.Key)),
        _ => [],
    };

    private static Match? FindIn(string text) =>
        (text.Contains("{{", StringComparison.Ordinal) || text.Contains("${", StringComparison.Ordinal)) && Template().Match(text) is { Success: true } match ? match : null;

    [GeneratedRegex(@"\{\{[^{}]*\}\}|\$\{[A-Za-z_][^{}]*\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Template();
}
