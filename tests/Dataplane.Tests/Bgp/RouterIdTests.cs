using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Bgp;

/// <summary>What speakers of BGP call themselves, and speakers that call themselves the same.</summary>
public sealed class RouterIdTests
{
    [Fact]
    public void A_speaker_calls_itself_by_its_IPv4_address_or_without_one_by_its_name()
    {
        Assert.Equal(Address("10.0.0.1"), RouterId.Of(Dual("n1", Address("10.0.0.1"))));
        Assert.Equal(RouterId.Of("n2"), RouterId.Of(Single("n2")));
    }

    [Fact]
    public void Speakers_with_one_identifier_refuse_each_other_and_speak_with_the_rest()
    {
        ClusterNetwork cluster = new() { Nodes = [Dual("n1", RouterId.Of("n2")), Single("n2"), Single("n3")] };
        ClusterBgp bgp = new(cluster, null);

        Assert.False(bgp.Hears("n1", "n2", IpFamily.V6));
        Assert.True(bgp.Hears("n1", "n3", IpFamily.V6));
        Assert.True(bgp.Hears("n2", "n3", IpFamily.V6));
        Assert.Equal(
            $"`n1` and `n2` both call themselves {RouterId.Of("n2")} in BGP, and refuse each other",
            bgp.WhyDeaf(cluster.Nodes[0], cluster.Nodes[1], IpFamily.V6)!.Value.Reason);
    }

    private static ClusterNode Dual(string name, IpAddress address) => Single(name) with { V4 = new InterfaceAddress(address, 24) };

    private static ClusterNode Single(string name) => new(name) { V6 = new InterfaceAddress(Address($"fd00::{name[1..]}"), 64) };
}
