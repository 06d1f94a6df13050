using BenchmarkDotNet.Attributes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Queries;

namespace PolicyEngine.Benchmarks.Measures;

/// <summary>Judging 4,096 flows whose tables have been made.</summary>
[MemoryDiagnoser]
public class EvaluateBenchmarks
{
    private PolicySnapshot? _snapshot;
    private Flow[] _flows = [];

    [Params("M", "L")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _snapshot = PolicySnapshot.Compile(Clusters.Model(ClusterSize.Named(Size)));
        _flows = FlowGenerator.Make(_snapshot);
    }

    [Benchmark(OperationsPerInvoke = FlowGenerator.Count)]
    public int Evaluate()
    {
        int allowed = 0;
        foreach (Flow flow in _flows)
        {
            allowed += _snapshot!.Evaluate(flow).Kind == VerdictKind.Allowed ? 1 : 0;
        }

        return allowed;
    }
}
