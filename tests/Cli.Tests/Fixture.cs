namespace Cli.Tests;

/// <summary>The cluster of the stories. Tests add their policies and give both on standard input.</summary>
internal static class Fixture
{
    public const string Cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {env: prod, tenant: acme}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: dev, labels: {env: dev, tenant: acme}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: gateway, labels: {role: ingress}}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: frontend-a
          namespace: shop
          labels: {app: frontend, pod-template-hash: abc}
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: frontend-abc, uid: u1, controller: true}]
        spec: {nodeName: w1}
        status: {podIP: 10.244.1.21}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: frontend-b
          namespace: shop
          labels: {app: frontend, pod-template-hash: abc}
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: frontend-abc, uid: u1, controller: true}]
        spec: {nodeName: w2}
        status: {podIP: 10.244.2.22}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
        spec: {nodeName: w2, containers: [{name: redis, ports: [{name: redis, containerPort: 6379}]}]}
        status: {podIP: 10.244.2.30}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: redis, namespace: shop}
        spec: {clusterIP: 10.96.1.1, selector: {app: redis}, ports: [{port: 6379, targetPort: redis}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: batch-1, namespace: shop, labels: {app: batch}}
        spec: {nodeName: w3}
        status: {podIP: 10.244.3.31}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        spec: {nodeName: w1, containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}
        status: {podIP: 10.244.1.40}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {clusterIP: 10.96.1.2, selector: {app: web}, ports: [{port: 80, targetPort: http}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: tool-0, namespace: dev, labels: {app: frontend}}
        spec: {nodeName: w2}
        status: {podIP: 10.244.2.60}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: gw-0, namespace: gateway, labels: {app: gw}}
        spec: {nodeName: w1}
        status: {podIP: 10.244.1.70}

        """;

    public const string RedisFromFrontend = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis-from-frontend, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: redis}}
          policyTypes: [Ingress]
          ingress:
          - from: [{podSelector: {matchLabels: {app: frontend}}}]
            ports: [{protocol: TCP, port: 6379}]

        """;

    /// <summary>The line of a piece of a document given on standard input, counted from 1.</summary>
    public static int LineOf(string documents, string text) =>
        documents[..documents.IndexOf(text, StringComparison.Ordinal)].Count(character => character == '\n') + 1;

    /// <summary>Asks about the cluster and policies, in JSON.</summary>
    public static CommandResult Ask(string policies, params string[] question) =>
        Netpol.RunWithInput(Cluster + policies, ["can", .. question, "-f", "-", "--format", "json"]);
}
