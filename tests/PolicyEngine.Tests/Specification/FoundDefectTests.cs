using PolicyEngine.Queries;
using static PolicyEngine.Tests.Specification.Town;

namespace PolicyEngine.Tests.Specification;

/// <summary>What the comparison with the specification has found, told in the smallest world.</summary>
public sealed class FoundDefectTests
{
    [Fact]
    public void The_profile_of_one_namespace_is_not_named_for_a_pod_of_another()
    {
        CalicoPolicy pass = new(null, "pass") { Types = ["Egress"], Egress = [new CalicoRule("Pass")] };
        var loaded = new LoadedWorld(Empty.AndCalico(pass));
        foreach (string source in (string[])[A, Stranger])
        {
            Verdict verdict = loaded.Snapshot.Evaluate(loaded.Flow(new WorldFlow(source, Outside, 6, 80, 0)));
            Assert.Equal("kns.*", verdict.Egress.Profile?.Name);
        }
    }

    [Fact]
    public void Wrong_policy_types_concern_only_the_pods_that_are_selected()
    {
        World world = With(new KubernetesPolicy("ns1", "k") { PodSelector = ServerPods, Types = ["Inbound"] });
        world.Allows(A, B);
        world.Expect(SpecifiedOutcome.Unknown, A, Server);
    }

    [Fact]
    public void A_workload_endpoint_has_the_orchestrator_and_service_account_of_its_fields()
    {
        const string Text = """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "projectcalico.org/v3", "kind": "WorkloadEndpoint", "metadata": {"name": "n1-k8s-w-eth0", "namespace": "ns1"},
               "spec": {"node": "n1", "orchestrator": "k8s", "pod": "w", "serviceAccountName": "sa1", "endpoint": "eth0", "interfaceName": "cali1",
                        "ipNetworks": ["10.0.0.1/32"], "profiles": ["kns.ns1"]}},
              {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "k", "namespace": "ns1"}, "spec": {"podSelector": {}}},
              {"apiVersion": "projectcalico.org/v3", "kind": "GlobalNetworkPolicy", "metadata": {"name": "g"},
               "spec": {"types": ["Egress"], "selector": "projectcalico.org/serviceaccount == 'sa1'"}}]}
            """;
        var loaded = new LoadedWorld(Empty, Text);
        Assert.Equal(SpecifiedOutcome.Denied, loaded.Evaluate(new WorldFlow(Outside, A, 6, 80, 0)).Ingress);
        Assert.Equal(SpecifiedOutcome.Denied, loaded.Evaluate(new WorldFlow(A, Outside, 6, 80, 0)).Egress);
    }
}
