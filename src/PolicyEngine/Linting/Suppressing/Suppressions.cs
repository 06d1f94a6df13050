using System.Collections.Immutable;
using System.IO.Enumeration;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Suppressing;

/// <summary>All places where findings are accepted, and which of them were needed.</summary>
internal sealed class Suppressions
{
    private readonly DateOnly? _today;
    private readonly HashSet<string> _ran;
    private readonly HashSet<SuppressionDirective> _used = new(ReferenceEqualityComparer.Instance);

    /// <param name="options">Those of the linter.</param>
    /// <param name="input">The input as it was written.</param>
    /// <param name="defaultNamespace">The namespace of objects that give none.</param>
    /// <param name="ran">The rules that run.</param>
    public Suppressions(LintOptions options, KeptInput input, string defaultNamespace, IEnumerable<LintRuleDescriptor> ran)
    {
        _today = options.Today;
        _ran = ran.SelectMany(rule => new[] { rule.Id, rule.Name }).ToHashSet(StringComparer.OrdinalIgnoreCase);
        IEnumerable<SuppressionDirective> inline = options.AllowsInlineSuppressions
            ? input.Documents.SelectMany(document => OfObject(document, defaultNamespace)).Concat(input.Texts.SelectMany(CommentDirectives.In))
            : [];
        Directives = [.. options.Suppressions.Select(Of), .. inline];
    }

    public ImmutableArray<SuppressionDirective> Directives { get; }

    public IEnumerable<SuppressionDirective> Expired => Directives.Where(directive => directive.IsExpired(_today));

    /// <summary>Those that no finding needed, although the rules they are about ran.</summary>
    public IEnumerable<SuppressionDirective> Unused => Directives.Where(directive => !_used.Contains(directive) && !directive.IsExpired(_today) && directive.Rules.All(_ran.Contains));

    /// <summary>The first directive that accepts a finding; null where none does.</summary>
    public SuppressionDirective? Accepting(Finding finding)
    {
        SuppressionDirective? first = null;
        foreach (SuppressionDirective directive in Directives)
        {
            if (!directive.IsExpired(_today) && directive.Accepts(finding))
            {
                _used.Add(directive);
                first ??= directive;
            }
        }

        return first;
    }

    private static SuppressionDirective Of(LintSuppression suppression) => new(
        SuppressionKind.Options,
        suppression.Rule == "*" ? [] : [suppression.Rule],
        suppression.Reason,
        suppression.Until,
        SourceSpan.None,
        suppression.Objects,
        target => FileSystemName.MatchesSimpleExpression(suppression.Objects, target.ObjectName, ignoreCase: false));

    private static IEnumerable<SuppressionDirective> OfObject(MappingNode document, string defaultNamespace)
    {
        ObjectHeader header = ObjectHeader.Of(document);
        if ((header.Metadata?["annotations"] as MappingNode)?[AnnotationDirectives.Key] is not ScalarNode { Text.Length: > 0 } annotation)
        {
            return [];
        }

        string name = header.Name;
        if (header is { Kind: "Namespace", Group: "" })
        {
            return AnnotationDirectives.In(annotation, $"Namespace/{name}", target => target.Namespace == name);
        }

        string[] identities =
        [
            LintTarget.Of(header.Kind, header.Namespace, name, header.Span).ObjectName,
            LintTarget.Of(header.Kind, defaultNamespace, name, header.Span).ObjectName,
        ];
        return AnnotationDirectives.In(annotation, identities[0], target => header.Namespace.Length == 0 ? identities.Contains(target.ObjectName, StringComparer.Ordinal) : target.ObjectName == identities[0]);
    }
}
