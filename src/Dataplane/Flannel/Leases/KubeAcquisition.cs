namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>A node's lease where Kubernetes hands out the subnets.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="Node">The node with the annotations that tell the others.</param>
public sealed record KubeAcquisition(FlannelLease Lease, KubeNode Node);
