namespace PolicyEngine.Cli;

/// <summary>Turns Ctrl-C into a cancellation; where the work does not stop in time, for it waits for input, the process ends.</summary>
internal sealed class InterruptKey : IDisposable
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private Timer? _deadline;

    public InterruptKey() => Console.CancelKeyPress += OnPress;

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        Console.CancelKeyPress -= OnPress;
        _deadline?.Dispose();
        _source.Dispose();
    }

    private void OnPress(object? sender, ConsoleCancelEventArgs press)
    {
        press.Cancel = true;
        _deadline ??= new Timer(_ => Environment.Exit(ExitStatus.Interrupted), null, s_grace, Timeout.InfiniteTimeSpan);
        _source.Cancel();
    }
}
