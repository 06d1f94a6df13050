using PolicyEngine.Dataplane.Datastore;

namespace Dataplane.Tests.Datastore;

/// <summary>What kube-proxy takes for pods' addresses where its configuration is not told.</summary>
public sealed class PodRangeTests
{
    private const string Pods = "{cidr: 10.244.0.0/16}";
    private const string Told = "the pool's addresses are taken to count as pods'";

    [Theory]
    [InlineData("{cidr: 10.245.0.0/16}", true)]
    [InlineData("{cidr: 10.245.0.0/16, disabled: true}", false)]
    [InlineData("{cidr: 10.245.0.0/16, allowedUses: [LoadBalancer]}", false)]
    [InlineData("{cidr: 10.245.0.0/16, allowedUses: [Tunnel]}", false)]
    [InlineData("{cidr: 192.168.0.0/16}", false)]
    [InlineData("{cidr: 192.168.0.0/16, disabled: true}", false)]
    [InlineData("{cidr: 172.30.0.0/16, disabled: true}", true)]
    [InlineData("{cidr: 172.31.0.0/16, disabled: true}", true)]
    public void Pools_that_have_pods_or_could_get_some_hold_pods_addresses(string other, bool isForPods)
    {
        DatastoreView view = Read(Pods, other);

        Assert.Equal(isForPods, view.Cluster.Proxy!.PodRanges.Contains(view.Cluster.Pools.Single(pool => pool.Name == "p1").Cidr));
        Assert.Equal(isForPods, Assert.Single(view.Assumptions, sentence => sentence.EndsWith(Told, StringComparison.Ordinal)).Contains("`p1`", StringComparison.Ordinal));
    }

    [Fact]
    public void A_range_that_is_told_counts_alone()
    {
        DatastoreView view = Dump.Read(Text(Pods) + "\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-proxy, namespace: kube-system}, data: {config.conf: \"clusterCIDR: 10.244.0.0/15\"}}");

        Assert.Equal(["10.244.0.0/15"], view.Cluster.Proxy!.PodRanges.Select(range => $"{range}"), StringComparer.Ordinal);
        Assert.DoesNotContain(view.Assumptions, sentence => sentence.EndsWith(Told, StringComparison.Ordinal));
    }

    private static DatastoreView Read(params string[] pools) => Dump.Read(Text(pools));

    private static string Text(params string[] pools) => """
        {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.168.10.11}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {nodeName: n1}, status: {podIP: 10.244.1.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {nodeName: n1}, status: {podIP: 172.30.1.1}}
        ---
        {apiVersion: projectcalico.org/v3, kind: IPAMBlock, metadata: {name: 172-31-0-0-26}, spec: {cidr: 172.31.0.0/26, affinity: "host:n1"}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: 10.96.0.10, ports: [{port: 80}]}}
        """ + string.Concat(pools.Select((pool, number) => $"\n---\n{{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {{name: p{number}}}, spec: {pool}}}"));
}
