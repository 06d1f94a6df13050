using BenchmarkDotNet.Attributes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Model;

namespace PolicyEngine.Benchmarks.Measures;

/// <summary>Reading 10 MB of policies, alone and with binding.</summary>
[MemoryDiagnoser]
public class ReadBenchmarks
{
    private readonly byte[] _yaml = Clusters.PolicyYaml(ClusterSize.PoliciesOnly);
    private readonly byte[] _json = Clusters.PolicyJson(ClusterSize.PoliciesOnly);

    [Benchmark]
    public int ReadYaml() => Clusters.Read("policies.yaml", _yaml);

    [Benchmark]
    public PolicyModel ReadAndBindYaml() => Clusters.Bind("policies.yaml", _yaml);

    [Benchmark]
    public int ReadJson() => Clusters.Read("policies.json", _json);

    [Benchmark]
    public PolicyModel ReadAndBindJson() => Clusters.Bind("policies.json", _json);
}
