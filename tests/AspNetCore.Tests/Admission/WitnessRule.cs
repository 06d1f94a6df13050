using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace AspNetCore.Tests.Admission;

/// <summary>A rule that finds nothing, and tells once it has seen a policy.</summary>
internal sealed class WitnessRule(string policy) : ILintRule
{
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Seen => _seen.Task;

    public LintRuleDescriptor Descriptor { get; } = new("XX0003", "witness", Severity.Warning, LintNeeds.None) { Title = "witness", Explanation = "" };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        if (context.Policies.Any(known => known.Name.Name == policy))
        {
            _seen.TrySetResult();
        }

        return [];
    }
}
