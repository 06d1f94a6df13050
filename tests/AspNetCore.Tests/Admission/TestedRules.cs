using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace AspNetCore.Tests.Admission;

/// <summary>A rule that comes to no end until it is stopped.</summary>
internal sealed class EndlessRule : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("XX0001", "endless", Severity.Warning, LintNeeds.None) { Title = "endless", Explanation = "" };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        context.Cancellation.WaitHandle.WaitOne();
        context.Cancellation.ThrowIfCancellationRequested();
        return [];
    }
}

/// <summary>A rule that throws.</summary>
internal sealed class BrokenRule : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("XX0002", "broken", Severity.Warning, LintNeeds.None) { Title = "broken", Explanation = "" };

    public IEnumerable<Finding> Analyze(LintContext context) => throw new InvalidOperationException("broken");
}
