using System.Collections.Immutable;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>
/// The town on two nodes: <c>a</c> and <c>b</c> on <c>n1</c>, which has two addresses, <c>server</c> and <c>stranger</c> on
/// <c>n2</c>. Pods' traffic between them is not wrapped unless a test says so.
/// </summary>
public static class HostTown
{
    public const string Node1 = "192.0.2.1";
    public const string Node1Again = "198.51.100.1";
    public const string Node1V6 = "2001:db9::1";
    public const string Node2 = "192.0.2.2";
    public const string Node2V6 = "2001:db9::2";
    public const string BV6 = "2001:db8::2";

    private static readonly Labels s_labels = Town.Label("role", "host");

    public static PoolObject Pool { get; } = new("pool4", "10.0.0.0/8");

    public static PoolObject PoolV6 { get; } = new("pool6", "2001:db8::/32");

    public static World TwoNodes { get; } = Town.Empty with
    {
        Nodes = [new NodeObject("n1", Labels.Empty, [Node1, Node1Again, Node1V6]), new NodeObject("n2", Labels.Empty, [Node2, Node2V6])],
        Pods = [.. Town.Empty.Pods.Select(pod => pod with { Node = pod.Name is "a" or "b" ? "n1" : "n2" })],
        Pools = [Pool, PoolV6],
    };

    /// <summary>The uplink of node <c>n1</c>.</summary>
    public static HostEndpointObject Uplink { get; } = new("h", "n1", s_labels) { Interface = "eth0", ExpectedAddresses = [Node1, Node1Again, Node1V6] };

    /// <summary>All interfaces of node <c>n1</c>.</summary>
    public static HostEndpointObject AllInterfaces { get; } = new("all", "n1", s_labels) { Interface = "*" };

    /// <summary>A policy of host endpoints that allows everything.</summary>
    public static CalicoPolicy AllowOnHosts { get; } = new(null, "p")
    {
        Selector = new Compare("role", "==", "host"),
        Types = ["Ingress", "Egress"],
        Ingress = [new CalicoRule("Allow")],
        Egress = [new CalicoRule("Allow")],
    };

    public static CalicoPolicy DenyOnHosts { get; } = AllowOnHosts with { Ingress = [new CalicoRule("Deny")], Egress = [new CalicoRule("Deny")] };

    /// <summary>As it comes before translation of destinations.</summary>
    public static CalicoPolicy BeforeTranslation(this CalicoPolicy policy) => policy with { PreDnat = true, Types = ["Ingress"], Egress = null };

    public static World With(params ImmutableArray<HostEndpointObject> hosts) => TwoNodes with { HostEndpoints = hosts };

    public static World And(this World world, params ImmutableArray<FelixObject> felix) => world with { Felix = felix };

    public static World WithPools(this World world, params ImmutableArray<PoolObject> pools) => world with { Pools = pools };
}
