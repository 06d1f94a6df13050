namespace PolicyEngine.Tests.Semantics;

/// <summary>The pods that scenarios ask about unless they bring their own.</summary>
internal static class TestCluster
{
    public const string Yaml = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {team: red}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: bank, labels: {team: blue, secret: "yes"}}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: cashier, namespace: bank, labels: {role: till}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web, tier: front}}
        spec:
          containers:
          - ports: [{name: http, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}]
          initContainers:
          - ports: [{name: http, containerPort: 81}]
        status: {podIPs: [{ip: 10.0.0.1}, {ip: "fd00::1"}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: shop, labels: {app: db, empty: ""}}
        spec:
          containers:
          - ports: [{name: http, containerPort: 8080}]
        status: {podIPs: [{ip: 10.0.0.2}, {ip: "fd00::2"}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: bare, namespace: shop}
        status: {podIPs: [{ip: 10.0.0.3}, {ip: "fd00::3"}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: bank, labels: {app: web}}
        spec: {serviceAccountName: cashier}
        status: {podIPs: [{ip: 10.0.1.1}, {ip: "fd00::1:1"}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: bank, labels: {app: db}}
        status: {podIPs: [{ip: 10.0.1.2}, {ip: "fd00::1:2"}]}
        """;
}
