using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Snapshots;

/// <summary>What is tried again and again is told of once.</summary>
public sealed class FailureLogTests
{
    [Fact]
    public async Task A_failure_is_told_once_while_it_is_the_same_and_without_a_trace_of_the_stack()
    {
        var source = new FakeSource();
        using var log = new KeptLog();
        await using RunningHost host = await RunningHost.StartAsync(services =>
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
            services.AddSingleton<ISnapshotSource>(source);
            services.AddPolicySource<FakeSource>(options => (options.StartTimeout, options.FirstPause, options.LongestPause) = (TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2)));
        });

        source.Throw("the cable is cut");
        source.Throw("the cable is cut");
        source.Throw("the cable is cut");
        source.Throw("the plug is out");
        source.Tell(true, [FakeSource.Pod("a")]);
        source.Throw("the plug is out");
        await host.WaitAsync(_ => log.Details.Count() == 5);

        Assert.Equal(["the cable is cut", "the plug is out", "the plug is out"], log.Warnings.Select(line => line.Message.Split(": ")[1].Split(';')[0]), StringComparer.Ordinal);
        Assert.All(log.Warnings, line => Assert.Null(line.Exception));
    }
}
