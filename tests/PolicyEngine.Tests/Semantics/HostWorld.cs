namespace PolicyEngine.Tests.Semantics;

/// <summary>Two nodes with two pods each, and what governs their interfaces.</summary>
internal static class HostWorld
{
    public const string Cluster = """
        {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 192.168.0.2}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: ns1, labels: {app: a}}, spec: {nodeName: n1}, status: {podIP: 10.0.0.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: ns1, labels: {app: b}}, spec: {nodeName: n1}, status: {podIP: 10.0.0.2}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: c, namespace: ns1, labels: {app: c}}, spec: {nodeName: n2}, status: {podIP: 10.0.0.3}}
        """;

    /// <summary>Pods travel between nodes as they are, by the first interface of each node.</summary>
    public const string Direct = "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.0.0.0/16}}";

    /// <summary>Pods travel between nodes in tunnels.</summary>
    public const string Tunnelled = "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.0.0.0/16, ipipMode: Always}}";

    public const string Outside = "203.0.113.7";
    public const string Node1 = "192.168.0.1";
    public const string Node2 = "192.168.0.2";

    /// <summary>The cluster with these documents.</summary>
    public static Scenario With(params ReadOnlySpan<string> documents) => Scenario.Alone(Scenario.Documents([Cluster, .. documents]));

    /// <summary>The first interface of node <c>n1</c>.</summary>
    public static string Eth0(string more = "") => Host("eth0", $"node: n1, interfaceName: eth0, expectedIPs: [{Node1}]", more);

    /// <summary>All interfaces of node <c>n1</c>.</summary>
    public static string All(string more = "") => Host("all", "node: n1, interfaceName: \"*\"", more);

    public static string Host(string name, string spec, string more = "", string labels = "role: host") => $$"""
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: {{name}}, labels: { {{labels}} } }
        spec: { {{spec}}{{(more.Length == 0 ? "" : ", " + more)}} }
        """;

    /// <summary>A policy of everything with the label of hosts.</summary>
    public static string OnHosts(string name, string spec) => Scenario.GlobalPolicy(name, "selector: role == 'host'\n" + spec);

    public static string Felix(string spec, string name = "default") =>
        $$"""{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: {{name}}}, spec: { {{spec}} } }""";
}
