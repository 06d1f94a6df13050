using PolicyEngine.Connectivity;
using PolicyEngine.Connectivity.Gates;

namespace PolicyEngine.Tests.Connectivity;

public sealed class GateCheckTests
{
    [Fact]
    public void A_pod_on_its_nodes_network_at_the_address_of_a_relabelled_pod_gains_what_that_gains()
    {
        PolicySnapshot before = new PolicyLoader().LoadText("""
            {apiVersion: v1, kind: Node, metadata: {name: k1}, status: {addresses: [{type: InternalIP, address: 10.9.0.1}]}}
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: out, namespace: a}, spec: {podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: a, labels: {app: client}}, spec: {nodeName: k2}, status: {podIP: 10.0.0.1}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: db, namespace: a, labels: {app: old}}, spec: {nodeName: k1}, status: {podIP: 10.0.0.2}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: agent, namespace: a}, spec: {nodeName: k1, hostNetwork: true}, status: {podIP: 10.0.0.2}}
            """).Snapshot;
        PolicySnapshot after = before.With([PolicySource.FromText(
            "over.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: db, namespace: a, labels: {app: db}}, spec: {nodeName: k1}, status: {podIP: 10.0.0.2}}")]).Snapshot;

        IEnumerable<string> gained = GateCheck.Between(before, after, new MatrixQuery(), [new Gate { Name = "all" }], out _).Select(violation => $"{violation.From.Name} > {violation.To.Name}");

        Assert.Equal(["a/client > a/agent", "a/client > a/db"], gained, StringComparer.Ordinal);
    }
}
