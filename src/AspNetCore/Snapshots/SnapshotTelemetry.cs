using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>The activities and meters of a host's snapshots, both named <c>PolicyEngine</c>.</summary>
internal sealed class SnapshotTelemetry
{
    private const string Name = "PolicyEngine";

    private static readonly ActivitySource s_activities = new(Name);

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failures;
    private int _policies;
    private int _endpoints;

    public SnapshotTelemetry(IMeterFactory meters)
    {
        Meter meter = meters.Create(Name);
        _duration = meter.CreateHistogram<double>("policyengine.snapshot.duration", "s", "How long it took to apply what a source told.");
        _failures = meter.CreateCounter<long>("policyengine.snapshot.failures", "{failure}", "How often a source failed or told of documents with errors that were held back.");
        meter.CreateObservableGauge("policyengine.snapshot.policies", () => _policies, "{policy}", "Policies of the published snapshot.");
        meter.CreateObservableGauge("policyengine.snapshot.endpoints", () => _endpoints, "{endpoint}", "Endpoints of the published snapshot.");
    }

    public static Activity? Start(string source, bool isComplete) =>
        s_activities.StartActivity("snapshot")?.SetTag("policyengine.source", source).SetTag("policyengine.complete", isComplete);

    public void Applied(TimeSpan duration, bool isComplete) =>
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("policyengine.complete", isComplete));

    public void Failed() => _failures.Add(1);

    public void Published(PolicySnapshot snapshot) => (_policies, _endpoints) = (snapshot.Model.Policies.Length, snapshot.Model.Endpoints.Count);
}
