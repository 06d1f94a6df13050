using PolicyEngine.Compilation;
using PolicyEngine.Queries;
using static PolicyEngine.Specification.Town;

namespace PolicyEngine.Specification.Tests;

/// <summary>What the comparison with the specification has found, told in the smallest world.</summary>
public sealed class FoundDefectTests
{
    [Fact]
    public void The_profile_of_one_namespace_is_not_named_for_a_pod_of_another()
    {
        CalicoPolicy pass = new(null, "pass") { Types = ["Egress"], Egress = [new CalicoRule("Pass")] };
        var loaded = new LoadedWorld(Empty.AndCalico(pass));
        foreach ((string source, string home) in ((string, string)[])[(A, "ns1"), (Stranger, "ns2")])
        {
            Verdict verdict = loaded.Snapshot.Explain(loaded.Flow(new WorldFlow(source, Outside, 6, 80, 0))).Verdict;
            Assert.Equal($"kns.{home}", verdict.Egress.Profile?.Name);
        }
    }

    [Fact]
    public void The_default_allow_profile_is_not_taken_for_that_of_a_namespace()
    {
        PodObject guest = new("ns1", "guest", Empty.Pods[0].Labels) { Addresses = ["10.0.0.9"], Profiles = ["projectcalico-default-allow"] };
        var loaded = new LoadedWorld(Empty with { Pods = Empty.Pods.Insert(0, guest) });
        Assert.Equal(ReasonCode.EgressNotIsolated, loaded.Snapshot.Evaluate(loaded.Flow(new WorldFlow(A, Outside, 6, 80, 0))).Egress.Reason);
        Assert.Equal(ReasonCode.ProfileAllow, loaded.Snapshot.Evaluate(loaded.Flow(new WorldFlow("10.0.0.9", Outside, 6, 80, 0))).Egress.Reason);
    }

    [Theory]
    [InlineData("""{"kind": "NetworkPolicy", "apiVersion": "networking.k8s.io/v1", "metadata": {"name": "k"}, "spec": {"podSelector": {"matchLabels": {"a\tb": "c"}}}}""")]
    [InlineData("""{"kind": "NetworkPolicy", "apiVersion": "networking.k8s.io/v1", "metadata": {"name": "k"}, "spec": {"podSelector": {"matchExpressions": [{"key": "ä", "operator": "Exists"}]}}}""")]
    [InlineData("""{"kind": "Service", "apiVersion": "v1", "metadata": {"name": "s"}, "spec": {"selector": {"a b": "c"}}}""")]
    public void A_label_key_that_is_none_is_never_an_exception(string text) => Assert.NotNull(new PolicyLoader().LoadText(text).Snapshot);

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
