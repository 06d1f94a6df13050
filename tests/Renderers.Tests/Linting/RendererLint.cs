using System.Collections.Immutable;
using PolicyEngine.Linting;
using PolicyEngine.Renderers.Linting;

namespace PolicyEngine.Renderers.Tests.Linting;

/// <summary>Lints documents with the rules about targets.</summary>
internal static class RendererLint
{
    /// <summary>The findings of a rule for targets.</summary>
    public static ImmutableArray<Finding> Find(string id, string yaml, string[] targets, LintParameters? parameters = null, IEnumerable<ILintRule>? rules = null)
    {
        LintOptions options = LintOptions.Default with { RenderFor = [.. targets], Parameters = parameters ?? LintParameters.Default };
        LintReport report = new Linter((rules ?? RendererRules.All).Where(rule => rule.Descriptor.Id == id), options).Run(Load(yaml));
        Assert.Empty(report.NotRun);
        return report.Findings;
    }

    /// <summary>The messages of a rule for targets, each with the place in an object that it is about.</summary>
    public static string[] Messages(string id, string yaml, params string[] targets) =>
        [.. Find(id, yaml, targets).Select(finding => $"{finding.Target.ObjectName} {finding.Target.Path}: {finding.Message}")];

    public static LoadResult Load(string yaml) => new PolicyLoader(LoadOptions.Default with { KeepsText = true }).LoadText(yaml);
}
