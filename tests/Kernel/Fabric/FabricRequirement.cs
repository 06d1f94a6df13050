using Kernel.Tests.Namespaces;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>What building networks takes of a kernel besides rules: pairs, bridges and VXLAN.</summary>
internal static class FabricRequirement
{
    /// <summary>Why none can be built here; null if they can.</summary>
    public static string? Missing { get; } = KernelRequirement.Missing ?? Refusal();

    private static string? Refusal()
    {
        var stack = new NetworkStack(
            "n1",
            [
                new UplinkDevice("eth0", "lan") { Mac = new MacAddress(0x0200_0000_0001) },
                new BridgeDevice("cni0") { Mac = new MacAddress(0x0200_0000_0002) },
                new VxlanDevice("vxlan.calico", 1, 4789, IpAddress.V4(0xC0A8_0001)) { Mac = new MacAddress(0x0200_0000_0003) },
            ],
            [RoutingRule.Main(RouteTable.Of([]))],
            LinkTable.Empty);
        try
        {
            return NetworkThread.Run(() =>
            {
                var network = new ListedNetwork(stack);
                using var lab = new FabricLab(network, network.Names);
                return (string?)null;
            });
        }
        catch (IOException exception)
        {
            return $"no network of namespaces can be built here: {exception.Message}";
        }
    }
}
