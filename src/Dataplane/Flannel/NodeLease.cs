using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Topology;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>The lease of a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Own">The lease as the node itself has it.</param>
/// <param name="Told">The lease as the others hear of it; null where they cannot read what the node tells.</param>
internal sealed record NodeLease(ClusterNode Node, FlannelLease Own, FlannelLease? Told);
