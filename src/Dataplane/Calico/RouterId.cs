using System.Security.Cryptography;
using System.Text;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>The identifiers of BGP speakers that have no IPv4 address to take one from.</summary>
public static class RouterId
{
    private const byte LastUnicast = 223;
    private const byte Shift = 32;

    /// <summary>What a node calls itself in BGP: its IPv4 address, or where it has none a hash of its name.</summary>
    internal static IpAddress Of(ClusterNode node) => node.V4?.Address ?? Of(node.Name);

    /// <summary>The first four octets of a hash of the node's name, kept out of the ranges that BGP does not take (<c>CALICO_ROUTER_ID=hash</c>).</summary>
    public static IpAddress Of(string node)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(node));
        uint first = hash[0] > LastUnicast ? (uint)hash[0] - Shift : hash[0];
        return IpAddress.V4((first << 24) | ((uint)hash[1] << 16) | ((uint)hash[2] << 8) | hash[3]);
    }
}
