using System.Collections.Immutable;

namespace PolicyEngine.Renderers;

/// <summary>The names of what the engine renders for, as <c>--target</c> and <c>lint.renderFor</c> have them. Renderers of one's own have names of their own.</summary>
public static class RenderTarget
{
    /// <summary>iptables with ipset, for a node, as Calico's Felix programs them.</summary>
    public const string Iptables = "iptables";

    /// <summary>nftables, for a node, as Calico's Felix programs them.</summary>
    public const string Nftables = "nftables";

    /// <summary>Extended access lists of Cisco IOS and IOS XE.</summary>
    public const string Ios = "ios";

    /// <summary>Access lists of RFC 8519 (<c>ietf-access-control-list</c>) in JSON.</summary>
    public const string Rfc8519 = "rfc8519";

    /// <summary>ACL policies of an endpoint of Windows' Host Networking Service.</summary>
    public const string Hns = "hns";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [Iptables, Nftables, Ios, Rfc8519, Hns];
}
