using BenchmarkDotNet.Attributes;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Benchmarks.Measures;

/// <summary>Building the network of 5,000 nodes and 100,000 pods, and walking through it between two nodes.</summary>
[MemoryDiagnoser]
public class NetworkBenchmarks
{
    private ClusterNetwork? _cluster;
    private CalicoNetwork? _network;
    private Packet? _packet;

    [Params(EncapsulationMode.Never, EncapsulationMode.Always)]
    public EncapsulationMode Vxlan { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _cluster = NetworkShape.Make(5_000, 20, Vxlan);
        _network = Build();
        _packet = new Packet(NetworkShape.PodAddress(17, 3), NetworkShape.PodAddress(4711, 5), TrafficPoint.Ports(Protocol.Tcp, 80, 40000));
    }

    [Benchmark]
    public CalicoNetwork Build() => new(_cluster!, CalicoSettings.Default, OpenFilter.Instance);

    [Benchmark]
    public PacketTrace Walk() => new PacketWalk(_network!).Send(_packet!);
}
