using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Benchmarks.Workloads;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Renderers;
using PolicyEngine.Selectors;

namespace PolicyEngine.Benchmarks.Quick;

/// <summary>Measures the library on the workloads that other tools were measured with.</summary>
internal static class PeersRun
{
    private const int Added = 1000;

    public static void LabelIndex()
    {
        foreach (int count in (int[])[10, 100, 1_000, 10_000])
        {
            SelectorIndex index = SelectorIndex.Create(LabelIndexWorld.Selectors(count));
            var matches = new List<int>();
            Measure.Time($"match one endpoint, {count} selectors", 100, 100, () =>
            {
                for (int run = 0; run < 100; run++)
                {
                    index.Match(LabelIndexWorld.Labels, matches);
                }
            });

            PolicySnapshot snapshot = Clusters.Load("index.json", ClusterWriter.Json(LabelIndexWorld.Objects(count)));
            PolicySource[] pods = [.. Enumerable.Range(0, Added).Select(number => PolicySource.FromText("pod.json", LabelIndexWorld.Pod(number).ToJsonString()).Read())];
            Measure.Time($"add one endpoint, {count} selectors", 30, Added, () => GC.KeepAlive(pods.Aggregate(snapshot, (current, pod) => current.With([pod]).Snapshot)));
        }
    }

    public static void Table() => Matrix("table of 1,000 pods, TCP 80", ProbeTable.Objects(200), new MatrixQuery { Grouping = Grouping.Pod, IncludesOwn = true, Port = "80" });

    public static void List()
    {
        foreach (int pods in (int[])[200, 500, 1000])
        {
            PolicySource[] sources = [.. ConnectivityList.Files(pods).Select(file => PolicySource.FromText(file.Path, System.Text.Encoding.UTF8.GetString(file.Text)))];
            int rows = 0;
            Measure.Time($"list of {pods} pods, read and answer", 10, 1, () => rows = new PolicyLoader().Load(sources).Snapshot.Matrix(new MatrixQuery(), out _)!.Connections().Count());
            Console.WriteLine($"    {rows} rows");
        }
    }

    public static void Graphs()
    {
        Graph("1,000 sets and policies", NetworkSetGraph.Objects(1_000));
        Graph("10,000 sets and policies", NetworkSetGraph.Objects(10_000));
        Graph("250,000 endpoints", TagPolicyGraph.Objects());
        Graph("1,000 customers", CustomerGraph.Objects(1_000));
        Graph("10,000 customers", CustomerGraph.Objects(10_000));
    }

    private static void Matrix(string name, IEnumerable<JsonObject> objects, MatrixQuery query)
    {
        PolicyModel model = Clusters.Bind("table.json", ClusterWriter.Json(objects));
        int allowed = 0;
        Measure.Time(name, 10, 1, () => allowed = PolicySnapshot.Compile(model).Matrix(query, out _)!.Connections().Count());
        Console.WriteLine($"    {allowed} pairs allowed");
    }

    // What Felix's calculation graph sends to its dataplane is what the state of a node holds: policies, and sets with their members.
    private static void Graph(string name, IEnumerable<JsonObject> objects)
    {
        PolicyModel model = Clusters.Bind("graph.json", ClusterWriter.Json(objects));
        Measure.Time($"compile, {name}", 5, 1, () => GC.KeepAlive(PolicySnapshot.Compile(model)));
        Measure.Time($"compile, state of one node, {name}", 5, 1, () =>
            GC.KeepAlive(NodeRequest.StateOf(PolicySnapshot.Compile(model), new RenderRequest { Node = GraphPods.Local, Fidelity = Fidelity.Felix })));
    }
}
