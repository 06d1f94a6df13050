using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>The handles that Calico's components use.</summary>
public static class HandleNames
{
    private const string DefaultNetwork = "k8s-pod-network";
    private const int LongestOfVirtualMachine = 128;

    /// <summary>The handle of a pod's addresses.</summary>
    public static string OfPod(string network, string containerId) => $"{network}.{containerId}";

    /// <summary>
    /// The handle of a KubeVirt machine's addresses, which outlive its pods; where it would exceed 128 octets, the machine's
    /// names are hashed.
    /// </summary>
    public static string OfVirtualMachine(string network, string @namespace, string machine)
    {
        string prefix = $"{(string.IsNullOrEmpty(network) ? DefaultNetwork : network)}.vmi.";
        string name = $"{@namespace}.{machine}";
        if (Encoding.UTF8.GetByteCount(prefix) + Encoding.UTF8.GetByteCount(name) <= LongestOfVirtualMachine)
        {
            return prefix + name;
        }

        string hash = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return $"{prefix}_{hash[..Math.Clamp(LongestOfVirtualMachine - 1 - prefix.Length, 1, hash.Length)]}";
    }

    /// <summary>The handle of the address of a node's device.</summary>
    public static string OfTunnel(TunnelKind kind, string node) => kind switch
    {
        TunnelKind.Ipip => "ipip-tunnel-addr-",
        TunnelKind.Vxlan => "vxlan-tunnel-addr-",
        TunnelKind.VxlanV6 => "vxlan-v6-tunnel-addr-",
        TunnelKind.WireGuard => "wireguard-tunnel-addr-",
        _ => "wireguard-v6-tunnel-addr-",
    } + node;

    /// <summary>The <c>type</c> attribute of the address of a node's device.</summary>
    public static string TypeOf(TunnelKind kind) => kind switch
    {
        TunnelKind.Ipip => "ipipTunnelAddress",
        TunnelKind.Vxlan => "vxlanTunnelAddress",
        TunnelKind.VxlanV6 => "vxlanV6TunnelAddress",
        TunnelKind.WireGuard => "wireguardTunnelAddress",
        _ => "wireguardV6TunnelAddress",
    };
}
