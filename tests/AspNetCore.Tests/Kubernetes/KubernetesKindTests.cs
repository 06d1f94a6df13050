using PolicyEngine;
using PolicyEngine.AspNetCore.Kubernetes;

namespace AspNetCore.Tests.Kubernetes;

/// <summary>What the list of kinds says of them is what the engine does with them.</summary>
public sealed class KubernetesKindTests
{
    public static TheoryData<string, string> Kinds
    {
        get
        {
            var kinds = new TheoryData<string, string>();
            foreach (KubernetesKind kind in KubernetesKind.All)
            {
                foreach (string version in kind.Versions)
                {
                    kinds.Add(kind.Name, version);
                }
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Those_that_decide_verdicts_are_those_that_policies_are_read_from(string name, string version)
    {
        LoadResult loaded = new PolicyLoader().LoadText($$"""{"apiVersion": "{{version}}", "kind": "{{name}}", "metadata": {"name": "x"}, "spec": {} }""");
        Assert.Equal(Of(name, version).Use == KubernetesUse.Verdicts, loaded.PassedOver.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_followed_can_be_taken_away_by_its_reference(string name, string version)
    {
        KubernetesKind kind = Of(name, version);
        string spec = name switch
        {
            "EndpointSlice" => "\"endpoints\": []",
            "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet" or "ReplicationController" or "Job" => """
                "spec": {"template": {"spec": {}}}
                """,
            "CronJob" => """
                "spec": {"jobTemplate": {"spec": {"template": {"spec": {}}}}}
                """,
            "HostEndpoint" => """
                "spec": {"node": "n", "interfaceName": "*"}
                """,
            "IPPool" => """
                "spec": {"cidr": "10.0.0.0/16"}
                """,
            _ => "\"spec\": {}",
        };
        LoadResult loaded = new PolicyLoader(new LoadOptions { KeepsDocuments = true }).LoadText($$"""
            {"apiVersion": "{{version}}", "kind": "{{name}}", "metadata": {"name": "x", "labels": {"kubernetes.io/service-name": "s"} }, {{spec}} }
            """);
        Assert.Single(loaded.Documents);
        LoadResult without = loaded.Snapshot.With([], [kind.ReferenceOf(version, "x")]);
        Assert.Equal(kind.Use == KubernetesUse.Record, without.Documents.Length == 1);
        Assert.Equal(kind.Use == KubernetesUse.Record, without.Diagnostics.Length == 1);
    }

    [Theory]
    [InlineData("Pod", "v1", "pods")]
    [InlineData("NetworkPolicy", "networking.k8s.io/v1", "networkpolicies.networking.k8s.io")]
    [InlineData("CalicoNodeStatus", "crd.projectcalico.org/v1", "caliconodestatuses.crd.projectcalico.org")]
    [InlineData("BlockAffinity", "projectcalico.org/v3", "blockaffinities.projectcalico.org")]
    public void A_resource_is_called_as_kubectl_calls_it(string name, string version, string resource) =>
        Assert.Equal(resource, Of(name, version).ResourceUnder(version));

    [Fact]
    public void No_kind_is_there_twice() =>
        Assert.Distinct(KubernetesKind.All.Select(kind => kind.ResourceUnder(kind.Versions[0])), StringComparer.Ordinal);

    private static KubernetesKind Of(string name, string version) => KubernetesKind.All.Single(kind => kind.Name == name && kind.Versions.Contains(version, StringComparer.Ordinal));
}
