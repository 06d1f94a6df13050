using PolicyEngine.Queries;

namespace PolicyEngine.Dataplane.Tracing;

/// <summary>A packet to follow through the cluster.</summary>
/// <param name="Flow">
/// Who sends it to whom, with which traffic: a workload or namespace stands for its first pod, and without port and protocol it is a ping.
/// </param>
public sealed record TraceQuery(Query Flow)
{
    /// <summary>The length unless another is given.</summary>
    public const int UsualLength = 60;

    /// <summary>The octets of the packet, headers included.</summary>
    public int Length { get; init; } = UsualLength;

    /// <summary>Whether it may be taken apart on its way.</summary>
    public bool MayFragment { get; init; }
}
