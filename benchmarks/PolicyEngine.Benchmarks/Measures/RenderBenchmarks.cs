using BenchmarkDotNet.Attributes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Benchmarks.Measures;

/// <summary>Rules of the kernel, from policies as a node has them and from a whole cluster.</summary>
[MemoryDiagnoser]
public class RenderBenchmarks
{
    private readonly PolicyChainWorld _policies = new();
    private readonly PolicySnapshot _world = WorldW.Load();
    private PolicySnapshot? _changed;

    [GlobalSetup]
    public void Setup() => _changed = WorldW.Changed(_world);

    [Benchmark]
    public int LowerPolicies() => _policies.Lower(Backend.Iptables).Tables[0].Chains.Length;

    [Benchmark]
    public int PoliciesToIptables() => _policies.Iptables().Length;

    [Benchmark]
    public int PoliciesToNftables() => _policies.Nftables().Length;

    [Benchmark]
    public int WorldToIptables() => WorldW.Iptables(_world).Sum(text => text.Length);

    [Benchmark]
    public int OneChangedPolicyToIptables() =>
        new IptablesRenderer().Render(_changed!, new RenderRequest { Node = WorldW.Node, Since = _world }).Parts.Sum(part => part.Text.Length);
}
