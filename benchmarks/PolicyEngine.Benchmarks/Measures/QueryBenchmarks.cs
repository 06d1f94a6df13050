using BenchmarkDotNet.Attributes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Queries;

namespace PolicyEngine.Benchmarks.Measures;

/// <summary>Whole connection sets and explanations for the flows of size M.</summary>
[MemoryDiagnoser]
public class QueryBenchmarks
{
    private PolicySnapshot? _snapshot;
    private Flow[] _flows = [];

    [GlobalSetup]
    public void Setup()
    {
        _snapshot = PolicySnapshot.Compile(Clusters.Model(ClusterSize.Medium));
        _flows = FlowGenerator.Make(_snapshot);
    }

    [Benchmark(OperationsPerInvoke = FlowGenerator.Count)]
    public void Connections()
    {
        foreach (Flow flow in _flows)
        {
            _snapshot!.Connections(flow.Source, flow.Destination);
        }
    }

    [Benchmark(OperationsPerInvoke = FlowGenerator.Count)]
    public void Explain()
    {
        foreach (Flow flow in _flows)
        {
            _snapshot!.Explain(flow);
        }
    }
}
