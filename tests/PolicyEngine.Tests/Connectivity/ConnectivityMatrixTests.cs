using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Connectivity;

/// <summary>Who reaches whom, all at once.</summary>
public sealed class ConnectivityMatrixTests
{
    private const string Pods = """
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {template: {metadata: {labels: {app: web}}}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: db-0, namespace: shop, labels: {app: db}, ownerReferences: [{kind: StatefulSet, name: db, controller: true}]}, spec: {containers: [{name: c, ports: [{name: sql, containerPort: 5432}]}]}, status: {podIP: 10.0.0.10}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: db-1, namespace: shop, labels: {app: db, role: reader}, ownerReferences: [{kind: StatefulSet, name: db, controller: true}]}, spec: {containers: [{name: c, ports: [{name: sql, containerPort: 5433}]}]}, status: {podIP: 10.0.0.11}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: tool, namespace: dev}, status: {podIP: 10.0.1.10}}
        """;

    private static readonly string s_database = Scenario.KubernetesPolicy(
        "db", "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: sql}]}, {from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.128/25]}}], ports: [{port: 443}]}]}");

    private static string[] Rows(MatrixQuery query, params string[] policies) =>
        [.. Matrix(query, policies).Connections().Select(connection => $"{connection.From.Name} -> {connection.To.Name}: {connection.Allowed.Describe()}{(connection.IsPartial ? " in part" : "")}")];

    private static ConnectivityMatrix Matrix(MatrixQuery query, params string[] policies) =>
        Scenario.Alone(Scenario.Documents([Pods, .. policies])).Loaded.Snapshot.Matrix(query, out _)!;

    [Fact]
    public void What_no_pod_of_a_party_gets_is_allowed_to_none_of_them_in_either_family()
    {
        Connection mixed = Matrix(new MatrixQuery { Grouping = Grouping.Namespace }, Scenario.KubernetesPolicy("db", "{podSelector: {matchLabels: {app: db}}}"))
            .Connections().First(connection => connection.From.IsOutside && connection.To.Name == "ns/shop");
        Assert.True(mixed.Throughout.IsEmpty, mixed.Throughout.Describe());
    }

    [Fact]
    public void Pods_of_one_workload_are_one_party_and_what_only_some_may_do_is_marked() => Assert.Contains(
        "Deployment/shop/web -> StatefulSet/shop/db: TCP 5432-5433 in part", Rows(new MatrixQuery(), s_database), StringComparer.Ordinal);

    [Fact]
    public void By_pod_every_pod_is_a_party()
    {
        string[] rows = Rows(new MatrixQuery { Grouping = Grouping.Pod }, s_database);
        Assert.Contains("Deployment/shop/web -> shop/db-0: TCP 5432", rows, StringComparer.Ordinal);
        Assert.Contains("Deployment/shop/web -> shop/db-1: TCP 5433", rows, StringComparer.Ordinal);
    }

    [Fact]
    public void By_namespace_what_passes_within_one_is_shown() =>
        Assert.Equal(["ns/dev -> ns/shop: any in part", "ns/shop -> ns/dev: any", "ns/shop -> ns/shop: any in part"], Rows(new MatrixQuery { Grouping = Grouping.Namespace }, s_database).Where(row => !row.Contains("0.0.0.0", StringComparison.Ordinal) && !row.Contains("203.", StringComparison.Ordinal)), StringComparer.Ordinal);

    [Fact]
    public void Ranges_outside_are_as_large_as_their_addresses_are_alike() => Assert.Equal(
        ["203.0.113.0/25 -> StatefulSet/shop/db: TCP 443"], Rows(new MatrixQuery { To = "sts/shop/db" }, s_database).Where(row => row.StartsWith('2')), StringComparer.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Every_connection_is_in_one_part_and_in_the_order_of_the_whole(int count)
    {
        ConnectivityMatrix whole = Matrix(new MatrixQuery { Grouping = Grouping.Pod }, s_database);
        Connection[] all = [.. whole.Connections()];
        Connection[][] parts = [.. Enumerable.Range(0, count).Select(index => whole.Part(index, count).Connections().ToArray())];

        Assert.Equal(all.Select(NameOf).Order(StringComparer.Ordinal), parts.SelectMany(part => part.Select(NameOf)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(parts, part => Assert.Equal(all.Select(NameOf).Intersect(part.Select(NameOf), StringComparer.Ordinal), part.Select(NameOf), StringComparer.Ordinal));

        static string NameOf(Connection connection) => $"{connection.From.Name} -> {connection.To.Name}: {connection.Allowed.Describe()}";
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    public void There_are_no_other_parts(int index, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix(new MatrixQuery()).Part(index, count));

    [Fact]
    public void Addresses_of_pods_part_no_range() => Assert.Equal(
        ["0.0.0.0/0 -> dev/tool: any", "0.0.0.0/0 -> Deployment/shop/web: any"],
        Rows(new MatrixQuery(), s_database).Where(row => row.StartsWith("0.", StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal),
        StringComparer.Ordinal);

    [Theory]
    [InlineData("4788", true)]
    [InlineData("4789", false)]
    [InlineData("4700-4800", true)]
    public void Who_asks_for_the_port_of_VXLAN_learns_that_pods_may_not_send_to_it(string port, bool isAllowed) => Assert.Equal(
        isAllowed, Matrix(new MatrixQuery { Port = port, Protocols = [Protocol.Udp], From = "pod/dev/tool", To = "pod/shop/db-0" }).Connections().Any());

    [Fact]
    public void A_workload_reaches_itself_where_that_is_asked_for()
    {
        string[] rows = Rows(new MatrixQuery { IncludesOwn = true });
        Assert.Contains("Deployment/shop/web -> Deployment/shop/web: any", rows, StringComparer.Ordinal);
        Assert.Contains("StatefulSet/shop/db -> StatefulSet/shop/db: any", rows, StringComparer.Ordinal);
        Assert.DoesNotContain("dev/tool -> dev/tool: any", rows, StringComparer.Ordinal);
        Assert.DoesNotContain("StatefulSet/shop/db -> StatefulSet/shop/db: any", Rows(new MatrixQuery()), StringComparer.Ordinal);
    }

    [Fact]
    public void A_matrix_is_narrowed_by_source_destination_and_traffic()
    {
        Assert.Equal(
            ["Deployment/shop/web -> StatefulSet/shop/db: TCP 5432-5433 in part"],
            Rows(new MatrixQuery { From = "ns/shop", To = "sts/shop/db", Port = "sql" }, s_database),
            StringComparer.Ordinal);
        Assert.Equal(["dev/tool -> Deployment/shop/web: UDP"], Rows(new MatrixQuery { From = "ns/dev", To = "deploy/shop/web", Protocols = [Protocol.Udp] }), StringComparer.Ordinal);
    }

    [Fact]
    public void Every_pair_is_given_where_that_is_asked_for()
    {
        ConnectivityMatrix matrix = Matrix(new MatrixQuery { From = "ns/dev" }, s_database);
        Assert.Contains(matrix.Pairs(), pair => pair is { To.Name: "StatefulSet/shop/db", Allowed.IsEmpty: true });
        Assert.DoesNotContain(matrix.Connections(), pair => pair.To.Name == "StatefulSet/shop/db");
    }

    [Fact]
    public void What_the_input_does_not_tell_is_unknown()
    {
        string block = Scenario.KubernetesPolicy("block", "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 80}]}]}");
        Connection connection = Matrix(new MatrixQuery { From = "deploy/shop/web", To = "sts/shop/db" }, block).Connections().Single();
        Assert.True(connection.Allowed.IsEmpty);
        Assert.Equal("TCP 80", connection.Unknown.Describe());
    }

    [Fact]
    public void A_name_that_means_nothing_is_an_error()
    {
        PolicySnapshot snapshot = Scenario.Alone(Pods).Loaded.Snapshot;
        Assert.Null(snapshot.Matrix(new MatrixQuery { From = "shop/nobody" }, out QueryError? error));
        Assert.Equal("ENDPOINT_NOT_FOUND", error?.Code);
        Assert.Null(snapshot.Matrix(new MatrixQuery { Port = "0" }, out error));
        Assert.Equal("PORT_INVALID", error?.Code);
    }
}
