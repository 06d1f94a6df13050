using System.Collections.Immutable;
using System.IO.Enumeration;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Suppressing;

/// <summary>All places where findings are accepted, and which of them were needed.</summary>
internal sealed class Suppressions
{
    private readonly DateOnly? _today;
    private readonly HashSet<string> _ran;
    private readonly Dictionary<string, string> _ids;
    private readonly Dictionary<(SuppressionPlace Place, string Name, string Rule), AcceptedLines> _accepted = [];
    private readonly ImmutableArray<string> _patterns;

    /// <param name="options">Those of the linter.</param>
    /// <param name="input">The input as it was written.</param>
    /// <param name="defaultNamespace">The namespace of objects that give none.</param>
    /// <param name="known">The rules there are.</param>
    /// <param name="ran">Those that run.</param>
    public Suppressions(LintOptions options, KeptInput input, string defaultNamespace, IEnumerable<LintRuleDescriptor> known, IEnumerable<LintRuleDescriptor> ran)
    {
        _today = options.Today;
        _ran = [.. ran.Select(rule => rule.Id)];
        _ids = known
            .SelectMany(rule => new[] { (Word: rule.Id, rule.Id), (Word: rule.Name, rule.Id) })
            .DistinctBy(rule => rule.Word, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(rule => rule.Word, rule => rule.Id, StringComparer.OrdinalIgnoreCase);
        IEnumerable<SuppressionDirective> inline = options.AllowsInlineSuppressions
            ? input.Documents.SelectMany(document => AnnotationDirectives.In(document, defaultNamespace)).Concat(input.Texts.SelectMany(CommentDirectives.In))
            : [];
        ILookup<bool, SuppressionDirective> directives = options.Suppressions.Select(Of).Concat(inline).Select(Check).ToLookup(directive => directive.Fault is null);
        Directives = [.. directives[true]];
        Faulty = [.. directives[false]];
        _patterns = [.. options.Suppressions.Select(suppression => suppression.Objects).Distinct(StringComparer.Ordinal)];
        foreach (SuppressionDirective directive in Directives.Where(directive => !directive.IsExpired(_today)))
        {
            Index(directive);
        }
    }

    /// <summary>Those that are written as they should be.</summary>
    public ImmutableArray<SuppressionDirective> Directives { get; }

    /// <summary>Those that mean nothing.</summary>
    public ImmutableArray<SuppressionDirective> Faulty { get; }

    public IEnumerable<SuppressionDirective> Expired => Directives.Where(directive => directive.IsExpired(_today));

    /// <summary>Those that no finding has needed so far, although the rules they are about ran.</summary>
    /// <param name="rule">A rule.</param>
    /// <param name="isAbout">Whether they name this rule.</param>
    public IReadOnlyList<SuppressionDirective> Unused(LintRuleDescriptor rule, bool isAbout) =>
    [
        .. Directives.Where(directive => !directive.IsExpired(_today)
            && directive.Rules.Any(name => _ids[name] == rule.Id) == isAbout
            && directive.Rules.All(name => _ran.Contains(_ids[name]))
            && !IsUsed(directive)),
    ];

    /// <summary>A directive that accepts a finding; null where none does.</summary>
    public SuppressionDirective? Accepting(Finding finding)
    {
        LintTarget target = finding.Target;
        SuppressionDirective? first = null;
        foreach (string pattern in _patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, target.ObjectName, ignoreCase: false))
            {
                Ask(SuppressionPlace.Pattern, pattern, 0);
            }
        }

        Ask(SuppressionPlace.Object, target.ObjectName, 0);
        if (target.Namespace.Length > 0)
        {
            Ask(SuppressionPlace.Namespace, target.Namespace, 0);
        }

        Ask(SuppressionPlace.File, target.Span.File, target.Span.Line);
        return first;

        // All are asked: whatever accepts the finding was needed.
        void Ask(SuppressionPlace place, string name, int line)
        {
            SuppressionDirective? found = _accepted.GetValueOrDefault((place, name, finding.Rule.Id))?.Accept(line);
            SuppressionDirective? ofEvery = _accepted.GetValueOrDefault((place, name, SuppressionDirective.EveryRule))?.Accept(line);
            first ??= found ?? ofEvery;
        }
    }

    /// <summary>The directive, with its fault where it names a rule that there is not.</summary>
    private SuppressionDirective Check(SuppressionDirective directive) =>
        directive.Fault is null && directive.Rules.FirstOrDefault(name => !_ids.ContainsKey(name)) is { } unknown
            ? directive with { Fault = $"there is no rule {MessageText.Quote(unknown)}" }
            : directive;

    private void Index(SuppressionDirective directive)
    {
        foreach ((SuppressionScope scope, string rule) in KeysOf(directive))
        {
            (SuppressionPlace, string, string) key = (scope.Place, scope.Name, rule);
            if (!_accepted.TryGetValue(key, out AcceptedLines? lines))
            {
                _accepted.Add(key, lines = new AcceptedLines());
            }

            lines.Add(scope.First, scope.Last, directive);
        }
    }

    private bool IsUsed(SuppressionDirective directive) =>
        KeysOf(directive).Any(key => _accepted[(key.Scope.Place, key.Scope.Name, key.Rule)].HasAccepted(key.Scope.First, key.Scope.Last));

    private IEnumerable<(SuppressionScope Scope, string Rule)> KeysOf(SuppressionDirective directive) =>
        from scope in directive.Scopes
        from rule in directive.Rules.IsEmpty ? [SuppressionDirective.EveryRule] : directive.Rules.Select(name => _ids[name])
        select (scope, rule);

    private static SuppressionDirective Of(LintSuppression suppression) => new(
        SuppressionKind.Options,
        suppression.Rule == SuppressionDirective.EveryRule ? [] : [suppression.Rule],
        suppression.Reason,
        SourceSpan.None,
        suppression.Objects,
        [new SuppressionScope(SuppressionPlace.Pattern, suppression.Objects)])
    {
        Until = suppression.Until,
    };
}
