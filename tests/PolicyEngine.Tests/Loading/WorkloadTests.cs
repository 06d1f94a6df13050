using PolicyEngine.Model;

namespace PolicyEngine.Tests.Loading;

/// <summary>Workloads stand for their pods where the input does not list them.</summary>
public sealed class WorkloadTests
{
    private static Endpoint[] Endpoints(string text)
    {
        LoadResult loaded = new PolicyLoader().LoadText(text);
        Assert.Empty(loaded.Diagnostics);
        return [.. loaded.Snapshot.Model.Endpoints];
    }

    [Theory]
    [InlineData("apps/v1", "Deployment")]
    [InlineData("apps/v1", "StatefulSet")]
    [InlineData("apps/v1", "DaemonSet")]
    [InlineData("apps/v1", "ReplicaSet")]
    [InlineData("batch/v1", "Job")]
    [InlineData("v1", "ReplicationController")]
    public void A_workload_stands_for_its_pods(string version, string kind)
    {
        Endpoint endpoint = Assert.Single(Endpoints($$$"""
            apiVersion: {{{version}}}
            kind: {{{kind}}}
            metadata: {name: web, namespace: shop, labels: {of: workload}}
            spec:
              template:
                metadata: {labels: {app: web}}
                spec: {serviceAccountName: clerk, containers: [{ports: [{name: http, containerPort: 80}]}]}
            """));
        Assert.Equal((EndpointKind.Workload, $"{kind}/web", "clerk"), (endpoint.Kind, endpoint.Workload, endpoint.ServiceAccount));
        Assert.Equal("web", endpoint.Labels["app"]);
        Assert.Null(endpoint.Labels["of"]);
        Assert.Equal(80, Assert.Single(endpoint.Ports).Number);
        Assert.Equal($"{kind}/shop/web", endpoint.ToString());
    }

    [Fact]
    public void A_cron_job_has_its_template_in_the_job_template() => Assert.Equal("web", Assert.Single(Endpoints("""
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: web}
        spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: web}}}}}}
        """)).Labels["app"]);

    [Fact]
    public void A_workload_on_the_hosts_network_is_such_a_pod() => Assert.Equal(EndpointKind.HostNetworkPod, Assert.Single(Endpoints("""
        {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {template: {spec: {hostNetwork: true}}}}
        """)).Kind);

    [Fact]
    public void A_workload_whose_pods_are_given_has_no_stand_in()
    {
        Endpoint[] endpoints = Endpoints("""
            {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {template: {metadata: {labels: {app: db}}}}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: db-0, labels: {app: db}, ownerReferences: [{kind: Other, name: x}, {kind: StatefulSet, name: db, controller: true}]}}
            """);
        Assert.Equal(("db-0", "StatefulSet/db"), (Assert.Single(endpoints).Name, endpoints[0].Workload));
    }

    [Fact]
    public void A_pod_of_a_replica_set_belongs_to_the_deployment_that_made_it_whether_the_replica_set_is_given_or_not()
    {
        const string Deployment = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {metadata: {labels: {app: web}}}}}";
        const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: web-5f-x, labels: {pod-template-hash: 5f}, ownerReferences: [{kind: ReplicaSet, name: web-5f, controller: true}]}}";
        const string ReplicaSet = "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web-5f, ownerReferences: [{kind: Deployment, name: web, controller: true}]}, spec: {template: {metadata: {labels: {app: web}}}}}";
        Assert.Equal("Deployment/web", Assert.Single(Endpoints($"{Deployment}\n---\n{Pod}")).Workload);
        Assert.Equal("Deployment/web", Assert.Single(Endpoints($"{Deployment}\n---\n{ReplicaSet}\n---\n{Pod}")).Workload);
        Assert.Equal("Deployment/web", Assert.Single(Endpoints($"{Deployment}\n---\n{ReplicaSet}")).Workload);
        Assert.Equal("ReplicaSet/web-5f", Assert.Single(Endpoints(ReplicaSet)).Workload);
    }

    [Fact]
    public void Workloads_of_two_namespaces_are_not_confused() => Assert.Equal(2, Endpoints("""
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: a}, spec: {template: {}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web-1, namespace: b, ownerReferences: [{kind: Deployment, name: web}]}}
        """).Length);

    [Fact]
    public void Owners_that_form_a_loop_end() => Endpoints("""
        {apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: a, ownerReferences: [{kind: ReplicaSet, name: b}]}, spec: {template: {}}}
        ---
        {apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: b, ownerReferences: [{kind: ReplicaSet, name: a}]}, spec: {template: {}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: p, ownerReferences: [{kind: ReplicaSet, name: a}]}}
        """);

    [Fact]
    public void A_pod_that_a_node_owns_has_no_workload() => Assert.Equal("", Assert.Single(Endpoints("""
        {apiVersion: v1, kind: Pod, metadata: {name: proxy, ownerReferences: [{kind: Node, name: one}]}}
        """)).Workload);

    [Fact]
    public void A_workload_without_template_is_reported() => Assert.Equal(
        ["PE3003"], new PolicyLoader().LoadText("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}").Diagnostics.Select(found => found.Code), StringComparer.Ordinal);

    [Fact]
    public void Pods_that_a_workload_stands_for_reach_each_other_through_the_network() => Semantics.Scenario.Alone("""
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {template: {metadata: {labels: {app: web}}}}}
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: shop}, spec: {}}
        """).Denies("shop/web", "shop/web");
}
