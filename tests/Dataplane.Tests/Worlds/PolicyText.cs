using PolicyEngine.Dataplane.Topology;

namespace Dataplane.Tests.Worlds;

/// <summary>The pods of a cluster as documents, every second one labelled, and a policy that lets the labelled ones in.</summary>
internal static class PolicyText
{
    private const string Policy = """

        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: chosen, namespace: world}
        spec: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {chosen: "yes"}}}]}]}
        """;

    public static bool IsChosen(ClusterPod pod) => (pod.Name[^1] - '0') % 2 == 0;

    public static string Of(ClusterNetwork cluster) => string.Join("\n---\n", cluster.Pods.Select(Text)) + Policy;

    private static string Text(ClusterPod pod) => $$$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{{pod.Name}}}, namespace: {{{pod.Namespace}}}, labels: {chosen: "{{{(IsChosen(pod) ? "yes" : "no")}}}"}}
        spec: {nodeName: {{{pod.Node}}}, containers: [{name: c}]}
        status:
          podIPs: [{{{string.Join(", ", pod.Addresses.Select(address => "{ip: \"" + address + "\"}"))}}}]
        """;
}
