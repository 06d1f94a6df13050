namespace PolicyEngine.Dataplane.Addressing;

/// <summary>Whom a block belongs to: a node, or a purpose that has no node.</summary>
/// <param name="Name">The name of the node or purpose.</param>
/// <param name="IsVirtual">Whether it is a purpose.</param>
public sealed record AffinityOwner(string Name, bool IsVirtual = false)
{
    /// <summary>The owner of blocks whose addresses serve load balancers.</summary>
    public static AffinityOwner LoadBalancer { get; } = new("load-balancer", IsVirtual: true);

    /// <summary>As the datastore writes it: <c>host:node-a</c>, <c>virtual:load-balancer</c>.</summary>
    public override string ToString() => (IsVirtual ? "virtual:" : "host:") + Name;
}
