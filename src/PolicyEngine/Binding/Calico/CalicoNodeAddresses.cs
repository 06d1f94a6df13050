using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Calico;

/// <summary>
/// What Calico writes down about the addresses of a node, in its own record or in annotations of the Kubernetes one. An
/// address may have the length of its subnet behind it.
/// </summary>
internal static class CalicoNodeAddresses
{
    private static readonly string[] s_own = ["projectcalico.org/IPv4Address", "projectcalico.org/IPv6Address"];

    private static readonly string[] s_tunnels =
    [
        "projectcalico.org/IPv4IPIPTunnelAddr",
        "projectcalico.org/IPv4VXLANTunnelAddr",
        "projectcalico.org/IPv6VXLANTunnelAddr",
        "projectcalico.org/IPv4WireguardInterfaceAddr",
        "projectcalico.org/IPv6WireguardInterfaceAddr",
    ];

    /// <summary>The node with what its annotations say.</summary>
    public static Node Annotated(this Node node, MappingNode? annotations) =>
        annotations is null ? node : node.With(s_own.Select(name => Nodes.Text(annotations, name)), s_tunnels.Select(name => Nodes.Text(annotations, name)));

    /// <summary>The node with more addresses, of its own and of its tunnels. What is no address is left out.</summary>
    public static Node With(this Node node, IEnumerable<string> own, IEnumerable<string> tunnels)
    {
        (IpAddress Address, int? Length)[] read = [.. own.Select(Read).OfType<(IpAddress, int?)>()];
        return node with
        {
            Addresses = [.. node.Addresses.Union(read.Select(entry => entry.Address))],
            TunnelAddresses = [.. node.TunnelAddresses.Union(tunnels.Select(Read).OfType<(IpAddress Address, int? Length)>().Select(entry => entry.Address))],
            Subnets = [.. node.Subnets.Union(read.Where(entry => entry.Length is not null).Select(entry => IpPrefix.Of(entry.Address, entry.Length!.Value)))],
        };
    }

    private static (IpAddress Address, int? Length)? Read(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IpAddress.TryParse(slash < 0 ? text : text[..slash], out IpAddress address))
        {
            return null;
        }

        bool hasLength = int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length) && slash >= 0;
        return (address, hasLength && length <= address.BitLength ? length : null);
    }
}
