using PolicyEngine;
using PolicyEngine.Linting;
using PolicyEngine.Renderers.Linting;

namespace Fuzzing.Tests;

/// <summary>The linter with all rules, as it reads the pull requests of strangers; and its fixes.</summary>
internal sealed class LintTarget : FuzzTarget
{
    private const string File = "input.yaml";

    private readonly PolicyLoader _loader = new(LoadOptions.Default with { KeepsText = true });
    private readonly Linter _linter = new([.. BuiltInRules.All, .. RendererRules.All]);

    public override string Name => "lint";

    public override string Grammar => "policies";

    public override void Read(FuzzInput input)
    {
        LoadResult loaded = _loader.LoadText(input.Text, File);
        LintReport report = _linter.Run(loaded);
        LintFix[] fixes = [.. report.Findings.Select(finding => finding.Fix).OfType<LintFix>()];
        LintFixResult mended = LintFixes.Apply(File, input.Text, fixes);
        Require(fixes.Length > 0 || mended.Text == input.Text, "without a fix nothing changes");
    }
}
