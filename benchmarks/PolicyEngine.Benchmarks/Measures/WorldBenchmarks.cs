using BenchmarkDotNet.Attributes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Queries;

namespace PolicyEngine.Benchmarks.Measures;

/// <summary>The world that Calico's own code was measured on.</summary>
[MemoryDiagnoser]
public class WorldBenchmarks
{
    private readonly byte[] _yaml = WorldW.Yaml();
    private PolicySnapshot? _snapshot;
    private Flow[] _flows = [];

    [GlobalSetup]
    public void Setup()
    {
        _snapshot = LoadWorld();
        _flows = WorldW.Flows(_snapshot);
    }

    [Benchmark]
    public PolicySnapshot LoadWorld() =>
        new PolicyLoader().Load([PolicySource.FromStream("world.yaml", new MemoryStream(_yaml))]).Snapshot;

    [Benchmark(OperationsPerInvoke = WorldW.FlowCount)]
    public int EvaluateWorld()
    {
        int allowed = 0;
        foreach (Flow flow in _flows)
        {
            allowed += _snapshot!.Evaluate(flow).Kind == VerdictKind.Allowed ? 1 : 0;
        }

        return allowed == WorldW.AllowedCount ? allowed : throw new InvalidOperationException("the wrong flows are allowed");
    }
}
