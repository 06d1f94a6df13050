using System.Security.Cryptography;
using System.Text;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>A node's end of Calico's VXLAN in one family.</summary>
/// <param name="Node">The node.</param>
/// <param name="TunnelAddress">The address of its VXLAN interface.</param>
/// <param name="NodeAddress">The address that packets for it are sent to.</param>
/// <param name="Mac">The Ethernet address of its VXLAN interface.</param>
public sealed record Vtep(string Node, IpAddress TunnelAddress, IpAddress NodeAddress, MacAddress Mac)
{
    /// <summary>A node's end; null where its own or its tunnel's address is not known.</summary>
    public static Vtep? Of(ClusterNode node, IpFamily family)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.VxlanTunnel(family) is { } tunnel && node.Address(family) is { } own
            ? new Vtep(node.Name, tunnel, own.Address, (family == IpFamily.V4 ? node.VtepMacV4 : node.VtepMacV6) ?? MacOf(node.Name, family))
            : null;
    }

    /// <summary>What an end gets where its node names no Ethernet address: 66 and the first five octets of a hash of the name.</summary>
    public static MacAddress MacOf(string node, IpFamily family)
    {
        byte[] hash = Hash(family == IpFamily.V4 ? node : node + "-v6");
        return MacAddress.FromOctets([0x66, .. hash.AsSpan(0, 5)]);
    }

    // SHA-1 here names something and protects nothing.
#pragma warning disable CA5350
    private static byte[] Hash(string text) => SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
}
