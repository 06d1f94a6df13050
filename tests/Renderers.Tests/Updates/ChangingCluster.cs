namespace Renderers.Tests.Updates;

/// <summary>A cluster whose pods come and go and whose agents are set up anew.</summary>
internal static class ChangingCluster
{
    private const string Policies = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}
          policyTypes: [Ingress, Egress]
          ingress:
          - from: [{podSelector: {matchLabels: {app: client}}}]
            ports: [{port: http}]
          - from: [{ipBlock: {cidr: 192.0.2.0/24}}, {ipBlock: {cidr: "2001:db8::/32"}}]
          egress:
          - to: [{podSelector: {}}]
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkSet
        metadata: {name: partners, labels: {role: partner}}
        spec: {nets: [NETS]}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: partners}
        spec:
          order: 10
          selector: app == 'web'
          ingress:
          - {action: Deny, source: {selector: role == 'partner'}}
          - {action: Pass}

        """;

    public static WorldStates States { get; } = WorldStates.Of(
        "node1",
        [
            Cluster("198.51.100.0/24, 203.0.113.0/25", "", Pod("web-0", "web", 1), Pod("client-0", "client", 2)),
            Cluster("198.51.100.0/25, 203.0.113.0/24", "", Pod("web-0", "web", 1), Pod("web-1", "web", 3), Pod("client-0", "client", 2)),
            Cluster("198.51.100.0/24", "", Pod("web-1", "web", 3), Pod("client-1", "client", 4)),
            Cluster("0.0.0.0/0", "", Pod("web-1", "client", 3)),
            Cluster("0.0.0.0/0", "maxIpsetSize: 4096, chainInsertMode: Append", Pod("web-1", "web", 3)),
            Cluster("0.0.0.0/0", "maxIpsetSize: 4096, chainInsertMode: Append, iptablesFilterAllowAction: Return", Pod("web-1", "web", 3)),
            Cluster("0.0.0.0/0", "iptablesMarkMask: 0xff000000, nftablesMarkMask: 0xff000000, ipv6Support: false", Pod("web-1", "web", 3)),
            Cluster("198.51.100.0/24, 203.0.113.0/25", "", Pod("web-0", "web", 1), Pod("client-0", "client", 2)),
        ]);

    private static string Cluster(string nets, string felix, params IEnumerable<string> pods) => $$"""
        {{Policies.Replace("NETS", nets)}}
        ---
        apiVersion: projectcalico.org/v3
        kind: FelixConfiguration
        metadata: {name: default}
        spec: { {{felix}} }
        ---
        {{string.Join("\n---\n", pods)}}
        """;

    private static string Pod(string name, string app, int number) => $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{name}}, namespace: shop, labels: {app: {{app}} } }
        spec: {nodeName: node1, containers: [{name: c, ports: [{name: http, containerPort: {{8080 + number}} }]}]}
        status: {podIPs: [{ip: 10.65.0.{{number}} }, {ip: "fd00:65::{{number}}"}]}
        """;
}
