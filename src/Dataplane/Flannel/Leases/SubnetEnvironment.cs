using System.Globalization;
using System.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>What a node's daemon tells the plug-ins of its node (<c>/run/flannel/subnet.env</c>).</summary>
public sealed record SubnetEnvironment
{
    /// <summary>All addresses of pods; null where the family is not served.</summary>
    public IpPrefix? Network { get; init; }

    /// <summary>The node's subnet.</summary>
    public IpPrefix? Subnet { get; init; }

    /// <summary>All IPv6 addresses of pods; null where the family is not served.</summary>
    public IpPrefix? NetworkV6 { get; init; }

    /// <summary>The node's IPv6 subnet.</summary>
    public IpPrefix? SubnetV6 { get; init; }

    /// <summary>The MTU of pods, in octets.</summary>
    public int Mtu { get; init; }

    /// <summary>Whether Flannel itself masquerades.</summary>
    public bool IpMasq { get; init; }

    /// <summary>What a node's daemon writes.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="lease">The node's lease.</param>
    /// <param name="mtu">The MTU of pods, in octets.</param>
    /// <param name="ipMasq">Whether Flannel itself masquerades.</param>
    public static SubnetEnvironment Of(FlannelConfig config, FlannelLease lease, int mtu, bool ipMasq)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(lease);
        return new()
        {
            Network = config.V4.Enabled ? config.V4.Cidr : null,
            Subnet = config.V4.Enabled ? lease.Subnet : null,
            NetworkV6 = config.V6.Enabled ? config.V6.Cidr : null,
            SubnetV6 = config.V6.Enabled ? lease.SubnetV6 : null,
            Mtu = mtu,
            IpMasq = ipMasq,
        };
    }

    /// <summary>
    /// Reads the text: one <c>NAME=value</c> a line. Other names, comments and what cannot be read are passed over, as the daemon
    /// does when it looks for the subnet it had.
    /// </summary>
    public static SubnetEnvironment Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        SubnetEnvironment read = new();
        foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            read = equals < 0 ? read : read.With(line[..equals].TrimEnd(), line[(equals + 1)..].TrimStart());
        }

        return read;
    }

    /// <summary>The text of the file. A subnet is written with its first usable address, which the bridge gets.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, "FLANNEL_", Network, Subnet);
        Append(text, "FLANNEL_IPV6_", NetworkV6, SubnetV6);
        return text.Append(CultureInfo.InvariantCulture, $"FLANNEL_MTU={Mtu}\nFLANNEL_IPMASQ={(IpMasq ? "true" : "false")}\n").ToString();
    }

    private static void Append(StringBuilder text, string prefix, IpPrefix? network, IpPrefix? subnet)
    {
        if (network is not null && subnet is { } own)
        {
            text.Append(CultureInfo.InvariantCulture, $"{prefix}NETWORK={network}\n{prefix}SUBNET={own.AddressAt(UInt128.Min(1, own.LastOrdinal()))}/{own.Length}\n");
        }
    }

    private SubnetEnvironment With(string name, string value) => name switch
    {
        "FLANNEL_NETWORK" => this with { Network = Block(value, IpFamily.V4) },
        "FLANNEL_SUBNET" => this with { Subnet = Block(value, IpFamily.V4) },
        "FLANNEL_IPV6_NETWORK" => this with { NetworkV6 = Block(value, IpFamily.V6) },
        "FLANNEL_IPV6_SUBNET" => this with { SubnetV6 = Block(value, IpFamily.V6) },
        "FLANNEL_MTU" => this with { Mtu = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int mtu) ? mtu : 0 },
        "FLANNEL_IPMASQ" => this with { IpMasq = value == "true" },
        _ => this,
    };

    private static IpPrefix? Block(string value, IpFamily family) =>
        IpPrefix.TryParse(value, out IpPrefix prefix) && prefix.Family == family ? prefix : null;
}
