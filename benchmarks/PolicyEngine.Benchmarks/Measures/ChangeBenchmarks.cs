using BenchmarkDotNet.Attributes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Benchmarks.Workloads;

namespace PolicyEngine.Benchmarks.Measures;

/// <summary>One object laid over a snapshot; the object has been read before.</summary>
[MemoryDiagnoser]
public class ChangeBenchmarks
{
    private readonly PolicySource[] _pod = [PolicySource.FromText("pod.json", LabelIndexWorld.Pod(1).ToJsonString()).Read()];
    private readonly PolicySource[] _policy = [PolicySource.FromText("policy.json", ClusterGenerator.Policies(ClusterSize.Medium).First(policy => (string)policy["kind"]! == "NetworkPolicy").ToJsonString()).Read()];
    private PolicySnapshot? _selectors;
    private PolicySnapshot? _cluster;

    [GlobalSetup]
    public void Setup()
    {
        _selectors = Clusters.Load("selectors.json", ClusterWriter.Json(LabelIndexWorld.Objects(1_000)));
        _cluster = Clusters.Load("cluster.json", Clusters.Json(ClusterSize.Medium));
    }

    [Benchmark]
    public PolicySnapshot AddPodAmongSelectors() => _selectors!.With(_pod).Snapshot;

    [Benchmark]
    public PolicySnapshot AddPod() => _cluster!.With(_pod).Snapshot;

    [Benchmark]
    public PolicySnapshot ChangePolicy() => _cluster!.With(_policy).Snapshot;
}
