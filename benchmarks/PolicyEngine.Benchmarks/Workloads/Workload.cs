using System.Text.Json.Nodes;
using PolicyEngine.Benchmarks.Cluster;

namespace PolicyEngine.Benchmarks.Workloads;

/// <summary>What other tools were measured with, as files. Equal names give equal bytes, always.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Files">Its files: paths below the directory that is written to, with their texts.</param>
internal sealed record Workload(string Name, Func<IEnumerable<(string Path, byte[] Text)>> Files)
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("table-50", () => ProbeTable.Files(10)),
        new("table-250", () => ProbeTable.Files(50)),
        new("table-1000", () => ProbeTable.Files(200)),
        new("list-50", () => ConnectivityList.Files(50)),
        new("list-200", () => ConnectivityList.Files(200)),
        new("list-500", () => ConnectivityList.Files(500)),
        new("list-1000", () => ConnectivityList.Files(1000)),
        new("selectors", SelectorFiles.Files),
        new("world-w", () => [("world.yaml", WorldW.Yaml())]),
        new("sets-1000", () => Json(NetworkSetGraph.Objects(1_000))),
        new("sets-10000", () => Json(NetworkSetGraph.Objects(10_000))),
        new("tags-250000", () => Json(TagPolicyGraph.Objects())),
        new("customers-1000", () => Json(CustomerGraph.Objects(1_000))),
        new("customers-10000", () => Json(CustomerGraph.Objects(10_000))),
        new("label-index-1000", () => Json(LabelIndexWorld.Objects(1_000))),
    ];

    /// <summary>Writes the workload of a name; the exit status.</summary>
    public static int Write(string name, string directory)
    {
        if (All.FirstOrDefault(workload => string.Equals(workload.Name, name, StringComparison.Ordinal)) is not { } found)
        {
            Console.Error.WriteLine($"`{name}` is not a workload; there are {string.Join(", ", All.Select(workload => workload.Name))}");
            return 2;
        }

        foreach ((string path, byte[] text) in found.Files())
        {
            string file = Path.Combine(directory, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, text);
        }

        return 0;
    }

    private static IEnumerable<(string Path, byte[] Text)> Json(IEnumerable<JsonObject> objects) =>
        [("cluster.json", ClusterWriter.Json(objects))];
}
