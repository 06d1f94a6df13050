using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace AspNetCore.Tests.Api;

/// <summary>A lint rule that takes until it is stopped.</summary>
internal sealed class WaitingRule : ILintRule
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LintRuleDescriptor Descriptor { get; } = new("X1", "waits", Severity.Warning, LintNeeds.None) { Title = "waits", Explanation = "Waits." };

    public Task Begun => _begun.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public Task Stopped => _stopped.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        _begun.TrySetResult();
        context.Cancellation.WaitHandle.WaitOne();
        _stopped.TrySetResult();
        context.Cancellation.ThrowIfCancellationRequested();
        return [];
    }
}
