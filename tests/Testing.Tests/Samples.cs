using PolicyEngine;
using TestKit;

namespace Testing.Tests;

/// <summary>Clusters the tests ask about.</summary>
internal static class Samples
{
    /// <summary>The sample of the project's README.</summary>
    public static PolicySnapshot Redis { get; } = new PolicyLoader().LoadPaths([RepositoryRoot.PathOf("samples", "redis")]).Snapshot;

    /// <summary>
    /// Cards in <c>pci</c>, and <c>dev</c>, which a tier of its own keeps away from them: policies of teams are not even reached.
    /// </summary>
    public static PolicySnapshot Guarded { get; } = new PolicyLoader().LoadText($"{Pods}---\n{Guard}").Snapshot;

    /// <summary>The same, where only a policy among those of teams does.</summary>
    public static PolicySnapshot Unguarded { get; } = new PolicyLoader().LoadText($"{Pods}---\n{DefaultDeny}").Snapshot;

    private const string Pods =
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: pci, labels: {zone: cards}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: dev, labels: {zone: open}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: vault, namespace: pci, labels: {app: vault}}
        spec: {containers: [{name: main, ports: [{name: api, containerPort: 8443}]}]}
        status: {podIP: 10.2.0.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: tool, namespace: dev, labels: {app: tool}}
        status: {podIP: 10.2.0.2}

        """;

    private const string Guard =
        """
        apiVersion: projectcalico.org/v3
        kind: Tier
        metadata: {name: guard}
        spec: {order: 1}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: guard.cards}
        spec:
          tier: guard
          namespaceSelector: zone == 'cards'
          types: [Ingress]
          ingress:
          - action: Pass
            source: {namespaceSelector: zone == 'cards'}
          - action: Deny
        """;

    private const string DefaultDeny =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: default-deny, namespace: pci}
        spec:
          podSelector: {}
          policyTypes: [Ingress]
        """;
}
