using BenchmarkDotNet.Attributes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Benchmarks.Workloads;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;

namespace PolicyEngine.Benchmarks.Measures;

/// <summary>The table that policy-assistant and cyclonus were measured with, on a snapshot that was asked nothing before.</summary>
[MemoryDiagnoser]
public class MatrixBenchmarks
{
    private readonly PolicyModel _model = Clusters.Bind("table.json", ClusterWriter.Json(ProbeTable.Objects(200)));

    [Benchmark]
    public int Table() => PolicySnapshot.Compile(_model)
        .Matrix(new MatrixQuery { Grouping = Grouping.Pod, IncludesOwn = true, Port = "80" }, out _)!.Connections().Count();
}
