using System.Text.Json.Nodes;
using FsCheck.Fluent;
using PolicyEngine.Connectivity;
using PolicyEngine.Sets;

namespace PolicyEngine.Specification.Tests;

/// <summary>A matrix against its parts, and against what is said of each pair alone.</summary>
public sealed class MatrixPartTests
{
    private static readonly MatrixQuery[] s_queries =
    [
        new() { Grouping = Grouping.Pod },
        new() { Grouping = Grouping.Pod, Port = "80" },
        new() { Grouping = Grouping.Pod, Port = "4789", Protocols = [Protocol.Udp] },
        new() { Grouping = Grouping.Namespace },
    ];

    [Fact]
    public void The_parts_of_a_matrix_joined_are_the_whole_and_the_whole_is_what_pairs_say() => TestKit.Property.Holds(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
    {
        PolicySnapshot snapshot = Load(seed);
        var dice = new Dice(seed);
        MatrixQuery query = dice.Pick(s_queries);
        if (snapshot.Matrix(query, out _) is not { } matrix)
        {
            return;
        }

        string[] whole = Rows(matrix);
        int count = 1 + dice.Below(4);
        Assert.Equal(whole.Order(StringComparer.Ordinal), Enumerable.Range(0, count).SelectMany(part => Rows(matrix.Part(part, count))).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(RowsAmongPods(matrix), matrix.Sources.SelectMany(from => matrix.Destinations.SelectMany(to => RowsOfPair(snapshot, query, from, to))), StringComparer.Ordinal);
    });

    private static PolicySnapshot Load(int seed)
    {
        World world = WorldBuilder.Build(seed);
        return new PolicyLoader(LoadedWorld.Options(world)).LoadText(WorldYaml.Print([.. WorldDocuments.Of(world), .. HostPods(world)])).Snapshot;
    }

    /// <summary>Pods on the network of one node, alike but for their namespaces, so that policies alone tell them apart.</summary>
    private static IEnumerable<JsonObject> HostPods(World world)
    {
        (string node, string address) = world.Nodes is [{ Addresses: [var own, ..] } known, ..] ? (known.Name, own) : ("node0", "10.0.0.200");
        return WorldBuilder.NamespaceNames.Select(home => new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = "agent", ["namespace"] = home, ["labels"] = new JsonObject { ["app"] = "a" } },
            ["spec"] = new JsonObject { ["hostNetwork"] = true, ["nodeName"] = node },
            ["status"] = new JsonObject { ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address }) },
        });
    }

    private static string[] Rows(ConnectivityMatrix matrix) => [.. matrix.Pairs().Select(Row)];

    private static IEnumerable<string> RowsAmongPods(ConnectivityMatrix matrix) => matrix.Pairs().Where(pair => pair.From.Range is null && pair.To.Range is null).Select(Row);

    private static IEnumerable<string> RowsOfPair(PolicySnapshot snapshot, MatrixQuery query, MatrixParty from, MatrixParty to) =>
        snapshot.Matrix(query with { From = from.Name, To = to.Name }, out _) is { } pair ? RowsAmongPods(pair) : [];

    private static string Row(Connection row) => $"{row.From.Name} -> {row.To.Name}: {row.Allowed} / {row.Throughout} / {row.Unknown}";
}
