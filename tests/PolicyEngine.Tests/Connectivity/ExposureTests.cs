using PolicyEngine.Connectivity;
using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Connectivity;

public sealed class ExposureTests
{
    private const string Cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {env: prod}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: frontend, namespace: shop, labels: {app: frontend}}
        status: {podIP: 10.0.0.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: redis, namespace: shop, labels: {app: redis}}
        status: {podIP: 10.0.0.2}

        """;

    [Fact]
    public void What_nothing_isolates_is_open_to_everybody() => Assert.Equal(
        [
            "external -> shop/frontend: any",
            "any-namespace -> shop/frontend: any",
            "own-namespace -> shop/frontend: any",
            "external -> shop/redis: any",
            "any-namespace -> shop/redis: any",
            "own-namespace -> shop/redis: any",
            "shop/frontend -> external: any",
            "shop/frontend -> any-namespace: any",
            "shop/frontend -> own-namespace: any",
            "shop/redis -> external: any",
            "shop/redis -> any-namespace: any",
            "shop/redis -> own-namespace: any",
        ],
        Of(Cluster));

    [Fact]
    public void Pods_that_a_rule_speaks_of_and_the_cluster_has_none_of_are_told() => Assert.Equal(
        ["pods to come: all pods in namespaces with team == \"ops\" -> shop/redis: TCP 9121"],
        Of(Cluster + Redis("- from: [{namespaceSelector: {matchLabels: {team: ops}}}]\n    ports: [{port: 9121}]"), to: "shop/redis"));

    [Fact]
    public void Pods_that_are_there_are_not_told() =>
        Assert.Empty(Of(Cluster + Redis("- from: [{podSelector: {matchLabels: {app: frontend}}}]"), to: "shop/redis"));

    [Fact]
    public void A_peer_of_every_namespace_is_any_pod() => Assert.Equal(
        ["any-namespace -> shop/redis: TCP 6379", "own-namespace -> shop/redis: TCP 6379"],
        Of(Cluster + Redis("- from: [{namespaceSelector: {}}]\n    ports: [{port: 6379}]"), to: "shop/redis"));

    [Fact]
    public void A_peer_of_the_own_namespace_is_a_pod_there() => Assert.Equal(
        ["own-namespace -> shop/redis: any"],
        Of(Cluster + Redis("- from: [{podSelector: {}}]"), to: "shop/redis"));

    [Fact]
    public void A_namespace_is_known_by_its_labels() => Assert.Equal(
        ["own-namespace -> shop/redis: any"],
        Of(Cluster + Redis("- from: [{namespaceSelector: {matchLabels: {env: prod}}}]"), to: "shop/redis"));

    [Fact]
    public void A_block_of_addresses_is_outside() => Assert.Equal(
        ["external -> shop/redis: TCP 443"],
        Of(Cluster + Redis("- from: [{ipBlock: {cidr: 203.0.113.0/24}}]\n    ports: [{port: 443}]"), to: "shop/redis"));

    [Fact]
    public void A_port_narrows_it() => Assert.Equal(
        ["shop/redis -> external: TCP 53", "shop/redis -> any-namespace: TCP 53", "shop/redis -> own-namespace: TCP 53"],
        Of(Cluster, from: "shop/redis", port: "53"));

    private static string[] Of(string yaml, string? from = null, string? to = null, string? port = null)
    {
        PolicySnapshot snapshot = new PolicyLoader().LoadText(yaml).Snapshot;
        ConnectivityMatrix? matrix = snapshot.Matrix(new MatrixQuery { From = from, To = to, Port = port }, out QueryError? error);
        Assert.Null(error);
        return [.. matrix!.Exposure().Select(connection => $"{connection.From.Name} -> {connection.To.Name}: {connection.Allowed.Describe()}")];
    }

    private static string Redis(string rule) => $$$"""
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: redis}}
          policyTypes: [Ingress]
          ingress:
          {{{rule}}}

        """;
}
