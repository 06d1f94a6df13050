using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace Cli.Tests.Explorer;

/// <summary>A lint rule that takes until a test lets it go, or it is stopped.</summary>
internal sealed class HeldRule : ILintRule
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    public LintRuleDescriptor Descriptor { get; } = new("X1", "waits", Severity.Note, LintNeeds.None) { Title = "waits", Explanation = "Waits." };

    public int Runs => _runs;

    public Task Begun => _begun.Task.WaitAsync(s_patience);

    public Task Stopped => _stopped.Task.WaitAsync(s_patience);

    public void LetGo() => _go.TrySetResult();

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Interlocked.Increment(ref _runs);
        _begun.TrySetResult();
        try
        {
            _go.Task.Wait(context.Cancellation);
        }
        catch (OperationCanceledException)
        {
            _stopped.TrySetResult();
            throw;
        }

        return [];
    }
}
