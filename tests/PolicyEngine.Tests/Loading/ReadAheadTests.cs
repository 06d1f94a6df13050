using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Loading;

/// <summary>What reading ahead holds, and that it ends when the work does.</summary>
public sealed class ReadAheadTests
{
    private const int LargeText = 1 << 19;

    // What only a test that fails waits for.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private static readonly LoadOptions s_parallel = new() { Parallelism = 4 };

    [Fact]
    public void Reading_ahead_holds_few_large_objects()
    {
        var source = new ObjectStream(64, new string('x', LargeText));
        using var ahead = new ReadAhead("large.json", () => source, ReadLimits.Default, CancellationToken.None);
        int taken = 0;
        foreach (MappingNode unused in ahead.Take(new DiagnosticBag(1)))
        {
            taken++;
            Assert.InRange(source.Given - taken, 0, 16);
        }

        Assert.Equal(64, taken);
    }

    [Fact]
    public async Task Reading_ahead_ends_with_the_work()
    {
        var source = new ObjectStream(int.MaxValue, "x");
        Assert.Throws<InvalidOperationException>(
            () => new PolicyLoader(s_parallel).Load([PolicySource.FromStream("endless.json", source)], new AtOnce(() => throw new InvalidOperationException())));
        await source.Closed.WaitAsync(s_patience);
    }

    [Fact]
    public async Task A_cancelled_load_does_not_wait_for_a_source_that_blocks()
    {
        using var cancellation = new CancellationTokenSource();
        using var gate = new ManualResetEventSlim();
        var pipe = new ObjectStream(1, "x", gate);
        PolicySource[] sources = [PolicySource.FromStream("pods.json", new ObjectStream(3000, "x")), PolicySource.FromStream("pipe", pipe)];
        var load = Task.Run(() => new PolicyLoader(s_parallel).Load(sources, new AtOnce(cancellation.Cancel), cancellation.Token), CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load.WaitAsync(s_patience));

        gate.Set();
        await pipe.Closed.WaitAsync(s_patience);
    }

    [Fact]
    public async Task A_load_that_waits_for_a_source_that_blocks_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var gate = new ManualResetEventSlim();
        var source = new ObjectStream(1, "x", gate);
        var load = Task.Run(() => new PolicyLoader(s_parallel).Load([PolicySource.FromStream("pipe", source)], cancellationToken: cancellation.Token), CancellationToken.None);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load.WaitAsync(s_patience));

        gate.Set();
        await source.Closed.WaitAsync(s_patience);
    }

    private sealed class AtOnce(Action then) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => then();
    }
}
