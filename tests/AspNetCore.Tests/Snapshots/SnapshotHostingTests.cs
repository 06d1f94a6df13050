using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Snapshots;

/// <summary>What a host sees of snapshots besides themselves.</summary>
public sealed class SnapshotHostingTests
{
    [Fact]
    public async Task Health_is_bad_before_the_first_snapshot_good_with_it_and_degraded_while_an_earlier_one_stays()
    {
        var source = new FakeSource();
        await using RunningHost host = await RunningHost.StartAsync(services =>
        {
            services.AddSingleton<ISnapshotSource>(source);
            services.AddPolicySource<FakeSource>(options => (options.StartTimeout, options.FirstPause) = (TimeSpan.Zero, TimeSpan.FromMilliseconds(10)));
            services.AddLogging();
            services.AddHealthChecks().AddPolicySnapshot();
        });
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);

        source.Tell(true, [FakeSource.Pod("a")]);
        PublishedSnapshot current = await host.WaitAsync(snapshots => snapshots.Current.RevisionId.Length > 0);
        HealthReport good = await health.CheckHealthAsync();
        Assert.Equal(HealthStatus.Healthy, good.Status);
        Assert.Equal(current.RevisionId, good.Entries["policies"].Data["revision"]);

        source.Throw("the cable is cut");
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Stale);
        HealthReport stale = await health.CheckHealthAsync();
        Assert.Equal((HealthStatus.Degraded, "the cable is cut"), (stale.Status, stale.Entries["policies"].Description));
    }

    [Fact]
    public void A_second_source_of_another_kind_is_refused_and_more_of_the_same_is_not()
    {
        ServiceCollection services = [];
        services.AddPolicyDirectory("one").AddPolicyDirectory("two");

        Assert.Contains("DirectorySource is registered already", Assert.Throws<InvalidOperationException>(() => services.AddKubernetesPolicies()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paths", "must name a file or a directory")]
    [InlineData("quiet", "must not be negative")]
    [InlineData("look", "must be positive")]
    [InlineData("first", "must be positive")]
    [InlineData("longest", "must not be shorter than the first pause")]
    public async Task Options_that_make_no_sense_keep_the_host_from_starting(string which, string expected)
    {
        OptionsValidationException problem = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningHost.StartAsync(services =>
        {
            services.AddPolicyDirectory(options =>
            {
                if (which != "paths")
                {
                    options.Paths.Add(Path.GetTempPath());
                }

                options.QuietPeriod = which == "quiet" ? TimeSpan.FromSeconds(-1) : options.QuietPeriod;
                options.LookEvery = which == "look" ? TimeSpan.Zero : options.LookEvery;
            });
            services.Configure<SnapshotOptions>(options =>
            {
                options.FirstPause = which == "first" ? TimeSpan.Zero : options.FirstPause;
                options.LongestPause = which == "longest" ? TimeSpan.FromMilliseconds(1) : options.LongestPause;
            });
        }));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loads_failures_and_what_is_published_are_measured_and_traced()
    {
        var activities = new List<string>();
        using var traced = new ActivityListener
        {
            ShouldListenTo = from => from.Name == "PolicyEngine",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => activities.Add($"{activity.OperationName} {activity.GetTagItem("policyengine.source")}"),
        };
        ActivitySource.AddActivityListener(traced);
        var measured = new Dictionary<string, double>(StringComparer.Ordinal);
        var source = new FakeSource();
        await using RunningHost host = await RunningHost.StartAsync(source);
        IMeterFactory factory = host.Services.GetRequiredService<IMeterFactory>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "PolicyEngine" && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument.Name, 1));
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument.Name, value));
        meters.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument.Name, value));
        meters.Start();

        source.Tell(true, [FakeSource.Pod("a"), FakeSource.Pod("b"), FakeSource.Policy("p")]);
        source.Throw("the cable is cut");
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Stale);
        meters.RecordObservableInstruments();
        Assert.Contains("snapshot fake", activities, StringComparer.Ordinal);
        Assert.Equal((1, 1, 2, 1), (measured["policyengine.snapshot.duration"], measured["policyengine.snapshot.failures"], measured["policyengine.snapshot.endpoints"], measured["policyengine.snapshot.policies"]));

        void Add(string name, double value) => measured[name] = measured.GetValueOrDefault(name) + value;
    }
}
