using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace AspNetCore.Tests.Admission;

/// <summary>A rule that throws.</summary>
internal sealed class BrokenRule : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("XX0002", "broken", Severity.Warning, LintNeeds.None) { Title = "broken", Explanation = "" };

    public IEnumerable<Finding> Analyze(LintContext context) => throw new InvalidOperationException("broken");
}
