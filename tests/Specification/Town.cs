using System.Collections.Immutable;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>
/// A small fixed cluster: in ns1 the pods <c>a</c>, <c>b</c> and <c>server</c>, in ns2 <c>stranger</c>. Worked examples of the
/// reference texts are told in it; both the specification and the engine have to give the answer.
/// </summary>
public static class Town
{
    public const string A = "10.0.0.1";
    public const string B = "10.0.0.2";
    public const string Server = "10.0.0.3";
    public const string Stranger = "10.0.1.1";
    public const string Outside = "192.0.2.7";

    public static World Empty { get; } = new()
    {
        Namespaces = [new NamespaceObject("ns1", Label("team", "x")), new NamespaceObject("ns2", Label("team", "y"))],
        Pods =
        [
            new PodObject("ns1", "a", Label("app", "a")) { Addresses = [A], Ports = [new PortObject("http", "TCP", 80)] },
            new PodObject("ns1", "b", Label("app", "b")) { Addresses = [B, "2001:db8::2"], Ports = [new PortObject("http", "TCP", 8080)] },
            new PodObject("ns1", "server", Label("app", "server")) { Addresses = [Server], Ports = [new PortObject("http", "TCP", 80), new PortObject("dns", "UDP", 53)] },
            new PodObject("ns2", "stranger", Label("app", "a")) { Addresses = [Stranger] },
        ],
    };

    /// <summary>The labels of the server, so that only it is selected.</summary>
    public static LabelSelector ServerPods { get; } = Pods("server");

    public static Labels Label(string key, string value) => Labels.Empty.Add(key, value);

    public static LabelSelector Pods(string app) => new(Label("app", app), []);

    public static KubernetesRule From(params ImmutableArray<KubernetesPeer> peers) => new(peers, []);

    public static KubernetesRule ForPorts(params ImmutableArray<KubernetesPort> ports) => new([], ports);

    public static KubernetesPeer PodsOf(string app) => new(Pods(app), null, null);

    public static World With(params ImmutableArray<KubernetesPolicy> policies) => Empty with { KubernetesPolicies = policies };

    public static World AndCalico(this World world, params ImmutableArray<CalicoPolicy> policies) => world with { CalicoPolicies = policies };

    /// <summary>A policy for all traffic to the server.</summary>
    public static KubernetesPolicy Ingress(params ImmutableArray<KubernetesRule> rules) =>
        new("ns1", "k") { PodSelector = ServerPods, Types = ["Ingress"], Ingress = rules };

    public static KubernetesPolicy Egress(params ImmutableArray<KubernetesRule> rules) =>
        new("ns1", "k") { PodSelector = Pods("a"), Types = ["Egress"], Egress = rules };

    public static World AndCluster(this World world, params ImmutableArray<ClusterPolicy> policies) => world with { ClusterPolicies = policies };

    /// <summary>A rule of a cluster policy for all the traffic of some peers.</summary>
    public static ClusterRule Rule(string action, params ImmutableArray<ClusterPeer> peers) => new(action, peers, []);

    /// <summary>Asserts what specification and engine say of TCP, or another protocol, to a port.</summary>
    public static void Expect(this World world, SpecifiedOutcome expected, string source, string destination, int port = 80, int protocol = 6)
    {
        var loaded = new LoadedWorld(world);
        var flow = new WorldFlow(source, destination, protocol, port, protocol is 6 or 17 or 132 ? 30000 : 0);
        Assert.Equal((expected, expected), (loaded.Specify(flow).Whole, loaded.Evaluate(flow).Whole));
    }

    /// <summary>Asserts what both say once what is staged is applied.</summary>
    public static void ExpectPending(this World world, SpecifiedOutcome expected, string source, string destination)
    {
        LoadedWorld loaded = new LoadedWorld(world).Pending;
        var flow = new WorldFlow(source, destination, 6, 80, 30000);
        Assert.Equal((expected, expected), (loaded.Specify(flow).Whole, loaded.Evaluate(flow).Whole));
    }

    public static void WillAllow(this World world, string source, string destination) => world.ExpectPending(SpecifiedOutcome.Allowed, source, destination);

    public static void WillDeny(this World world, string source, string destination) => world.ExpectPending(SpecifiedOutcome.Denied, source, destination);

    public static void Allows(this World world, string source, string destination, int port = 80, int protocol = 6) =>
        world.Expect(SpecifiedOutcome.Allowed, source, destination, port, protocol);

    public static void Denies(this World world, string source, string destination, int port = 80, int protocol = 6) =>
        world.Expect(SpecifiedOutcome.Denied, source, destination, port, protocol);
}
