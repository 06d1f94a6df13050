namespace PolicyEngine.Linting;

/// <summary>A rule about a baseline: it runs when everything is found that there is to find.</summary>
/// <param name="descriptor">What it is about.</param>
/// <param name="analyze">Finds something about each finding of the baseline that is gone.</param>
internal sealed class BaselineRule(LintRuleDescriptor descriptor, Func<LintRuleDescriptor, BaselineFinding, Finding> analyze) : ILintRule
{
    public LintRuleDescriptor Descriptor => descriptor;

    public IEnumerable<Finding> Analyze(LintContext context) => [];

    public IEnumerable<Finding> Analyze(IEnumerable<BaselineFinding> gone) => gone.Select(finding => analyze(descriptor, finding));
}
