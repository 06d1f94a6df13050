using Kernel.Tests.Namespaces;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>The kernel parameters of a stack's namespace, in which the thread is.</summary>
internal static class StackParameters
{
    private const string Yes = "1";
    private const string No = "0";

    private static readonly (string Name, string Value)[] s_constant =
    [
        ("ipv4/conf/all/rp_filter", No), ("ipv4/conf/default/rp_filter", No),
        ("ipv4/conf/all/send_redirects", No), ("ipv4/conf/default/send_redirects", No),
        ("ipv4/conf/all/accept_redirects", No), ("ipv4/conf/default/accept_redirects", No),
        ("ipv4/icmp_ratelimit", No), ("ipv4/icmp_ratemask", No), ("ipv4/icmp_echo_ignore_all", Yes),
        ("bridge/bridge-nf-call-iptables", No), ("bridge/bridge-nf-call-ip6tables", No),
    ];

    private static readonly (string Name, string Value)[] s_constantV6 =
    [
        ("ipv6/conf/default/accept_dad", No), ("ipv6/conf/default/dad_transmits", No), ("ipv6/conf/default/accept_ra", No),
        ("ipv6/conf/default/router_solicitations", No), ("ipv6/conf/default/accept_redirects", No),
        ("ipv6/icmp/ratelimit", No), ("ipv6/icmp/echo_ignore_all", Yes), ("ipv6/bindv6only", Yes),
    ];

    /// <summary>Sets those of the whole stack, before it has devices.</summary>
    public static void Set(NetworkStack stack)
    {
        // Whatever leaves the cluster has left it: nothing outside sends it back.
        string isForwarding = stack.IsForwarding && stack.Name != PodNetwork.Outside ? Yes : No;
        SetAll(s_constant);
        NetworkThread.Set("ipv4/ip_forward", isForwarding);
        if (HasV6(stack))
        {
            SetAll(s_constantV6);
            NetworkThread.Set("ipv6/conf/all/forwarding", isForwarding);
        }
        else
        {
            NetworkThread.Set("ipv6/conf/all/disable_ipv6", Yes);
            NetworkThread.Set("ipv6/conf/default/disable_ipv6", Yes);
        }
    }

    /// <summary>Sets those of one device; who does not answer for a neighbour within a second never does.</summary>
    public static void Set(NetworkStack stack, NetworkDevice device, string name)
    {
        SetFor(IpFamily.V4, name, "conf", [("rp_filter", device.ChecksReversePath ? Yes : No)]);
        IpFamily[] families = HasV6(stack) ? [IpFamily.V4, IpFamily.V6] : [IpFamily.V4];
        foreach (IpFamily family in families)
        {
            SetFor(family, name, "neigh", [("retrans_time_ms", "100"), ("mcast_solicit", "8"), ("proxy_delay", No)]);
            if (!device.IsForwarding)
            {
                SetFor(family, name, "conf", [("forwarding", No)]);
            }
        }

        if (device is VethDevice { AnswersForOthers: true })
        {
            SetFor(IpFamily.V4, name, "conf", [("proxy_arp", Yes)]);
            SetFor(IpFamily.V6, name, "conf", [("proxy_ndp", Yes)]);
        }
    }

    /// <summary>Whether a stack has IPv6 addresses; where it has none, it has no IPv6.</summary>
    public static bool HasV6(NetworkStack stack) => stack.Devices.Any(device => device.Addresses.Any(address => address.Address.Family == IpFamily.V6));

    private static void SetAll((string Name, string Value)[] parameters)
    {
        foreach ((string name, string value) in parameters)
        {
            NetworkThread.Set(name, value);
        }
    }

    private static void SetFor(IpFamily family, string device, string kind, (string Name, string Value)[] parameters) =>
        SetAll([.. parameters.Select(parameter => ($"{(family == IpFamily.V4 ? "ipv4" : "ipv6")}/{kind}/{device}/{parameter.Name}", parameter.Value))]);
}
