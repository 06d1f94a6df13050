using PolicyEngine.Linting.Suppressing;

namespace PolicyEngine.Linting;

/// <summary>A rule about accepting findings: it runs when it is known which were.</summary>
/// <param name="descriptor">What it is about.</param>
/// <param name="analyze">Finds all places.</param>
internal sealed class SuppressionRule(LintRuleDescriptor descriptor, Func<LintRuleDescriptor, Suppressions, IEnumerable<Finding>> analyze) : ILintRule
{
    public LintRuleDescriptor Descriptor => descriptor;

    public IEnumerable<Finding> Analyze(LintContext context) => [];

    public IEnumerable<Finding> Analyze(Suppressions suppressions) => analyze(descriptor, suppressions);
}
