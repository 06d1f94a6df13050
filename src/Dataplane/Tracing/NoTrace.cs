using PolicyEngine.Queries;

namespace PolicyEngine.Dataplane.Tracing;

/// <summary>Why a packet cannot be followed.</summary>
internal static class NoTrace
{
    public static QueryError Because(string reason) => new("TRACE_IMPOSSIBLE", reason);
}
