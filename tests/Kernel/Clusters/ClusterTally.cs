using System.Collections.Immutable;
using Kernel.Tests.Probing;

namespace Kernel.Tests.Clusters;

/// <summary>What came of asking about clusters.</summary>
internal sealed record ClusterTally
{
    public int Clusters { get; private init; }

    /// <summary>Packets that evaluation and the kernel have both judged.</summary>
    public int Judged { get; private init; }

    public int Accepted { get; private init; }

    /// <summary>All packets, answers among them.</summary>
    public long Sent { get; private init; }

    public ImmutableArray<string> Differences { get; private init; } = [];

    public ClusterTally And(NodeComparison comparison, long sent, string? difference) => this with
    {
        Clusters = Clusters + 1,
        Judged = Judged + comparison.Judged,
        Accepted = Accepted + comparison.Accepted,
        Sent = Sent + sent,
        Differences = difference is null ? Differences : Differences.Add(difference),
    };

    public ClusterTally And(ClusterTally other) => new()
    {
        Clusters = Clusters + other.Clusters,
        Judged = Judged + other.Judged,
        Accepted = Accepted + other.Accepted,
        Sent = Sent + other.Sent,
        Differences = [.. Differences, .. other.Differences],
    };

    public override string ToString() => $"{Clusters} clusters, {Judged} packets judged, {Accepted} of them accepted, {Sent} sent, {Differences.Length} clusters with a difference";
}
