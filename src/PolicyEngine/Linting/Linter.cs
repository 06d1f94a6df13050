using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Linting.Suppressing;
using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>
/// Runs lint rules over an input. Rules see what policies mean, not how they are written: selectors, defaults, tiers and unions
/// are those of the compiled snapshot. Thread-safe; one linter serves a whole process.
/// </summary>
public sealed class Linter
{
    private readonly ImmutableArray<ILintRule> _rules;
    private readonly LintOptions _options;

    /// <summary>A linter with the engine's own rules.</summary>
    /// <param name="options">How it works; the defaults where null.</param>
    public Linter(LintOptions? options = null)
        : this(BuiltInRules.All, options)
    {
    }

    /// <summary>A linter with given rules.</summary>
    /// <param name="rules">The rules; of several with one id the last counts.</param>
    /// <param name="options">How it works; the defaults where null.</param>
    public Linter(IEnumerable<ILintRule> rules, LintOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _options = options ?? LintOptions.Default;
        _rules = [.. rules.Reverse().DistinctBy(rule => rule.Descriptor.Id, StringComparer.Ordinal).OrderBy(rule => rule.Descriptor.Id, StringComparer.Ordinal)];
    }

    /// <summary>What the rules are about, by id.</summary>
    public IEnumerable<LintRuleDescriptor> Rules => _rules.Select(rule => rule.Descriptor);

    /// <summary>Runs the rules that the input has enough for.</summary>
    /// <param name="input">The input. Rules about how things are written, suppressions in it and fixes need it loaded with <see cref="LoadOptions.KeepsText"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public LintReport Run(LoadResult input, CancellationToken cancellationToken = default) => Run(input, null, cancellationToken);

    /// <summary>Runs the rules that the input has enough for, those about changes among them.</summary>
    /// <param name="input">The input, as above.</param>
    /// <param name="before">The input as it was before, loaded in the same way; null where there is nothing to compare with.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public LintReport Run(LoadResult input, LoadResult? before, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Run(input, before, null, cancellationToken);
    }

    /// <summary>
    /// Runs the rules over an input that came by changes from one that was looked at. Finds what <see cref="Run(LoadResult, CancellationToken)"/> finds;
    /// what was found out before and is seen to be so still is not looked for again.
    /// </summary>
    /// <param name="earlier">What was found in the input before the changes. Of an input that has little to do with it, it costs time and nothing else.</param>
    /// <param name="input">The input, as above.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public LintReport RunAgain(LintReport earlier, LoadResult input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(input);
        return Run(input, null, earlier.Context, cancellationToken);
    }

    private LintReport Run(LoadResult input, LoadResult? before, LintContext? earlier, CancellationToken cancellationToken)
    {
        KeptInput kept = input.Kept ?? KeptInput.Empty;
        var context = new LintContext(input, before, earlier, _options, cancellationToken);
        var places = new FindingPlaces(context);
        LintNeeds held = LintInventory.Of(input, before, _options);
        var ran = new List<ILintRule>();
        var notRun = new List<RuleNotRun>();
        foreach (ILintRule rule in _rules.Where(IsWanted))
        {
            LintNeeds missing = rule.Descriptor.Needs & ~held;
            if (missing == LintNeeds.None)
            {
                ran.Add(rule);
            }
            else
            {
                notRun.Add(new RuleNotRun(rule.Descriptor, missing));
            }
        }

        var suppressions = new Suppressions(
            _options,
            kept,
            input.Snapshot.DefaultNamespace,
            Rules.Concat(BuiltInRules.All.Select(rule => rule.Descriptor)),
            ran.Where(rule => rule is not BaselineRule).Select(rule => rule.Descriptor));
        IReadOnlyDictionary<ILintRule, Finding[]> found = RulesAtOnce.Run(ran.Where(rule => rule is not (SuppressionRule or BaselineRule)), context);
        var findings = new List<Finding>();
        var suppressed = new List<SuppressedFinding>();
        foreach (ILintRule rule in ran.OrderBy(rule => rule is BaselineRule ? 2 : rule is SuppressionRule ? 1 : 0))
        {
            foreach (Finding told in Analyze(rule))
            {
                Finding finding = places.Refine(told) with { Severity = SeverityOf(rule.Descriptor) };
                if (suppressions.Accepting(finding) is { } directive)
                {
                    suppressed.Add(new SuppressedFinding(finding, directive.Kind, directive.Reason));
                }
                else
                {
                    findings.Add(finding);
                }
            }
        }

        return Report();

        IEnumerable<Finding> Analyze(ILintRule rule) => rule switch
        {
            SuppressionRule about => about.Analyze(suppressions),
            BaselineRule about => about.Analyze(Report().GoneOf(_options.Baseline)),
            _ => found[rule],
        };

        LintReport Report() => new(
            Fingerprints.Give(Sort(findings, finding => finding), finding => finding, (_, finding) => finding),
            Fingerprints.Give(Sort(suppressed, entry => entry.Finding), entry => entry.Finding, (entry, finding) => entry with { Finding = finding }),
            [.. ran.Select(rule => rule.Descriptor)],
            [.. notRun])
        { Context = context };
    }

    private static IEnumerable<T> Sort<T>(IEnumerable<T> entries, Func<T, Finding> findingOf) => entries
        .OrderByDescending(entry => findingOf(entry).Severity)
        .ThenBy(entry => findingOf(entry).Span.File, StringComparer.Ordinal)
        .ThenBy(entry => findingOf(entry).Span.Line)
        .ThenBy(entry => findingOf(entry).Span.Column)
        .ThenBy(entry => findingOf(entry).Rule.Id, StringComparer.Ordinal)
        .ThenBy(entry => findingOf(entry).Target.ObjectName, StringComparer.Ordinal)
        .ThenBy(entry => findingOf(entry).Message, StringComparer.Ordinal);

    private bool IsWanted(ILintRule rule)
    {
        LintRuleDescriptor descriptor = rule.Descriptor;
        return !_options.Disabled.Contains(descriptor.Id) && !_options.Disabled.Contains(descriptor.Name)
            && (!descriptor.IsOptIn || _options.Severities.ContainsKey(descriptor.Id) || _options.Severities.ContainsKey(descriptor.Name));
    }

    private Severity SeverityOf(LintRuleDescriptor descriptor) =>
        _options.Severities.TryGetValue(descriptor.Id, out Severity byId) ? byId : _options.Severities.GetValueOrDefault(descriptor.Name, descriptor.Severity);
}
