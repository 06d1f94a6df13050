namespace PolicyEngine.Benchmarks.Workloads;

/// <summary>The policies of <see cref="ConnectivityList"/>.</summary>
internal static class ConnectivityPolicies
{
    /// <summary>A namespace lets its own pods and its team's in, and goes out to all stages but one.</summary>
    public static string OfNamespace(int number) => $$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: ns-policy
          namespace: ns-{{number}}
        spec:
          podSelector: {}
          policyTypes: [Ingress, Egress]
          ingress:
          - from:
            - podSelector: {}
            ports:
            - port: 8080
          - from:
            - namespaceSelector:
                matchLabels:
                  team: {{ConnectivityList.Team(number)}}
              podSelector:
                matchExpressions:
                - {key: tier, operator: In, values: [t0, t1]}
            ports:
            - port: http
            - port: 9000
              endPort: 9100
          egress:
          - to:
            - namespaceSelector:
                matchExpressions:
                - {key: stage, operator: NotIn, values: [{{ConnectivityList.Stage(number + 1)}}]}
            ports:
            - port: 8080
            - port: 9100
            - port: 53
              protocol: UDP
        """;

    /// <summary>One of five, spread over the namespaces.</summary>
    public static string Extra(int number, int namespaces) => $$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: x-{{number}}
          namespace: ns-{{number * namespaces / 5}}
        spec:
          podSelector:
            matchExpressions:
            - {key: version, operator: In, values: [v0, v1, v2]}
            - {key: cost, operator: Exists}
          policyTypes: [Ingress, Egress]
          ingress:
          - from:
            - namespaceSelector:
                matchExpressions:
                - {key: slot, operator: In, values: [slot-{{number % 4}}, slot-{{(number + 1) % 4}}]}
              podSelector:
                matchExpressions:
                - {key: role, operator: NotIn, values: [r7, r8, r9]}
                - {key: shard, operator: Exists}
            - ipBlock:
                cidr: 10.{{number * 16}}.0.0/12
                except: [10.{{(number * 16) + 1}}.0.0/16, 10.{{(number * 16) + 2}}.0.0/16]
            ports:
            - port: 443
            - port: {{1000 * (number + 1)}}
              endPort: {{(1000 * (number + 1)) + 499}}
          egress:
          - to:
            - ipBlock:
                cidr: 172.{{16 + number}}.0.0/16
                except: [172.{{16 + number}}.{{number + 1}}.0/24]
            - namespaceSelector:
                matchExpressions:
                - {key: team, operator: NotIn, values: [team-{{number}}]}
              podSelector:
                matchExpressions:
                - {key: nosuchlabel, operator: DoesNotExist}
                - {key: env, operator: In, values: [e{{number % 2}}]}
            ports:
            - port: 443
            - port: 5353
              protocol: UDP
        """;
}
