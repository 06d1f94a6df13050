using Microsoft.Extensions.Primitives;
using PolicyEngine.AspNetCore.Snapshots;

namespace Fuzzing.Tests;

/// <summary>The small cluster, as a host has it that follows it.</summary>
internal sealed class SmallServed : IPolicySnapshotProvider
{
    public PublishedSnapshot Current { get; } = new(SmallCluster.Load().Snapshot, "r", DateTimeOffset.UnixEpoch, [], new CancellationChangeToken(CancellationToken.None));

    public SnapshotStatus Status { get; } = new(SnapshotStatusKind.Current, DateTimeOffset.UnixEpoch, "", []);
}
