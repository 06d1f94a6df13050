using Microsoft.Extensions.Primitives;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>A cluster that a host has, and that stays as it is.</summary>
internal sealed class FixedSnapshot(PolicySnapshot snapshot) : IPolicySnapshotProvider
{
    public PublishedSnapshot Current { get; } = new(snapshot, "r", DateTimeOffset.UnixEpoch, [], new CancellationChangeToken(CancellationToken.None));

    public SnapshotStatus Status { get; } = new(SnapshotStatusKind.Current, DateTimeOffset.UnixEpoch, "", []);
}
