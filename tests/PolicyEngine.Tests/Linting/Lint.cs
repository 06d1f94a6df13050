using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Linting;

/// <summary>Lints text.</summary>
internal static class Lint
{
    public static ILintRule Rule(string id) => BuiltInRules.All.Single(rule => rule.Descriptor.Id == id);

    /// <summary>Runs one rule, opt-in or not, on documents.</summary>
    public static LintReport With(string id, string yaml) => Run(yaml, new LintOptions
    {
        Severities = LintOptions.Default.Severities.Add(id, Rule(id).Descriptor.Severity),
        Today = new DateOnly(2030, 1, 1),
    });

    /// <summary>Runs all rules on documents.</summary>
    public static LintReport Run(string yaml, LintOptions? options = null) => new Linter(options).Run(Load(yaml));

    /// <summary>The messages of one rule.</summary>
    public static string[] Messages(string id, string yaml) => [.. With(id, yaml).Findings.Where(finding => finding.Rule.Id == id).Select(finding => finding.Message)];

    /// <summary>The messages of one rule about what documents are, and were before.</summary>
    public static string[] Changes(string id, string before, string now, LintParameters? parameters = null) =>
    [
        .. new Linter(LintOptions.Default with { Parameters = parameters ?? LintParameters.Default }).Run(Load(now), Load(before)).Findings
            .Where(finding => finding.Rule.Id == id)
            .Select(finding => finding.Message),
    ];

    public static LoadResult Load(string yaml) => new PolicyLoader(LoadOptions.Default with { KeepsText = true }).LoadText(yaml);
}
