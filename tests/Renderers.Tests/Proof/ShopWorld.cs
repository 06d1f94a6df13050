namespace PolicyEngine.Renderers.Tests.Proof;

/// <summary>A small cluster in which every kind of condition has a say: two tiers, sets, blocks, negations, ports, messages.</summary>
internal static class ShopWorld
{
    public const string Node = "n1";

    public const string Yaml = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {team: a}}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {nodeName: n1, containers: [{name: main, ports: [{name: http, containerPort: 8080}]}]}
        status: {podIP: 10.0.0.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: shop, labels: {app: db}}
        spec: {nodeName: n1, containers: [{name: main}]}
        status: {podIP: 10.0.0.2}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: far, namespace: shop, labels: {app: web}}
        spec: {nodeName: n2, containers: [{name: main}]}
        status: {podIP: 10.0.1.1}
        ---
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: security}
        spec: {order: 100}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: security.base}
        spec:
          tier: security
          order: 10
          selector: app == 'db'
          types: [Ingress, Egress]
          ingress:
          - {action: Deny, protocol: TCP, source: {nets: [10.0.1.0/24]}, destination: {ports: [5434]}}
          - {action: Pass, source: {notNets: [203.0.113.0/24]}}
          egress:
          - {action: Allow, protocol: UDP, destination: {ports: [53]}}
          - {action: Deny, protocol: ICMP, icmp: {type: 8}}
          - {action: Pass, notProtocol: SCTP}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: db, namespace: shop}
        spec:
          selector: app == 'db'
          types: [Ingress, Egress]
          ingress:
          - {action: Deny, protocol: TCP, source: {selector: app == 'web'}, destination: {ports: [5433]}}
          - {action: Allow, protocol: TCP, source: {selector: app == 'web'}, destination: {ports: ["5432:5434"]}}
          - {action: Allow, protocol: UDP, source: {nets: [198.51.100.0/25, 192.0.2.128/25]}, destination: {ports: [123, "1000:1010"]}}
          egress:
          - {action: Allow, protocol: TCP, destination: {selector: app == 'web', ports: [http]}}
          - {action: Deny, protocol: TCP, destination: {notPorts: [443]}}
          - {action: Allow, protocol: ICMP}
          - {action: Allow, destination: {nets: [198.51.100.0/24]}}
          - {action: Allow, destination: {notSelector: app == 'web'}}
        """;

    public static PolicySnapshot Load() => new PolicyLoader().LoadText(Yaml).Snapshot;
}
