using System.Text;
using PolicyEngine.Cli.Output;

namespace Cli.Tests.Output;

public sealed class WaitingLineTests
{
    [Fact]
    public void It_tells_since_when_and_gives_way()
    {
        using var terminal = new MemoryStream();
        var clock = new Clock();
        using (var waiting = new WaitingLine(terminal, clock))
        {
            using var errors = new StreamWriter(new WatchedStream(terminal, waiting)) { AutoFlush = true };
            clock.Tick();
            clock.Tick();
            errors.Write("a begun ");
            clock.Tick();
            errors.Write("line\n");
            clock.Tick();
        }

        clock.Tick();

        Assert.Equal(
            "netpol: working, 1 s|netpol: working, 2 s|a begun line\nnetpol: working, 4 s|", Encoding.UTF8.GetString(terminal.ToArray()).Replace("\r\e[2K", "|", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_over_where_the_terminal_is_gone()
    {
        var terminal = new GoneStream();
        var clock = new Clock();
        using var waiting = new WaitingLine(terminal, clock);

        clock.Tick();
        clock.Tick();

        Assert.Equal(1, terminal.Written);
    }

    [Fact]
    public void It_is_taken_away_where_the_terminal_went()
    {
        var terminal = new GoneStream { Remaining = 1 };
        var clock = new Clock();
        using (new WaitingLine(terminal, clock))
        {
            clock.Tick();
        }

        Assert.Equal(2, terminal.Written);
    }

    [Fact]
    public void In_a_pipe_there_is_none() =>
        Assert.DoesNotContain("working", Netpol.RunProcess("", "matrix", "samples/redis").Error, StringComparison.Ordinal);

    /// <summary>A clock that goes when it is told to.</summary>
    private sealed class Clock : TimeProvider
    {
        private Action _callback = () => { };

        public void Tick() => _callback();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = () => callback(state);
            return new Timer();
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
