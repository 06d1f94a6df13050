using BenchmarkDotNet.Attributes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Model;

namespace PolicyEngine.Benchmarks.Measures;

/// <summary>Compiling a model that has been read before.</summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private PolicyModel? _model;

    [Params("S", "M", "L")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _model = Clusters.Model(ClusterSize.Named(Size));

    [Benchmark]
    public PolicySnapshot Compile() => PolicySnapshot.Compile(_model!);
}
