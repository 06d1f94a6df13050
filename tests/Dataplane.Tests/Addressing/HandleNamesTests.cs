using PolicyEngine.Dataplane.Addressing;

namespace Dataplane.Tests.Addressing;

public sealed class HandleNamesTests
{
    [Fact]
    public void A_pods_handle_is_the_network_and_the_container() => Assert.Equal("k8s-pod-network.c1", HandleNames.OfPod("k8s-pod-network", "c1"));

    [Theory]
    [InlineData(TunnelKind.Ipip, "ipip-tunnel-addr-n", "ipipTunnelAddress")]
    [InlineData(TunnelKind.Vxlan, "vxlan-tunnel-addr-n", "vxlanTunnelAddress")]
    [InlineData(TunnelKind.VxlanV6, "vxlan-v6-tunnel-addr-n", "vxlanV6TunnelAddress")]
    [InlineData(TunnelKind.WireGuard, "wireguard-tunnel-addr-n", "wireguardTunnelAddress")]
    [InlineData(TunnelKind.WireGuardV6, "wireguard-v6-tunnel-addr-n", "wireguardV6TunnelAddress")]
    public void A_tunnels_handle_and_type_tell_its_kind(TunnelKind kind, string handle, string type)
    {
        Assert.Equal(handle, HandleNames.OfTunnel(kind, "n"));
        Assert.Equal(type, HandleNames.TypeOf(kind));
    }

    [Fact]
    public void A_virtual_machines_handle_is_its_name_in_the_network_and_hashed_where_it_is_too_long()
    {
        Assert.Equal("k8s-pod-network.vmi.default.vm1", HandleNames.OfVirtualMachine("", "default", "vm1"));
        Assert.Equal(128, HandleNames.OfVirtualMachine("net", "default", new string('v', 112)).Length);
        Assert.Matches("^net\\.vmi\\._[A-Za-z0-9_-]{43}$", HandleNames.OfVirtualMachine("net", "default", new string('v', 113)));
    }
}
