using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>
/// What Felix and kube-proxy load on a node besides policies, as iptables takes it: outgoing translation, Services with one
/// backend each, and whom packets in VXLAN are taken from.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="settings">The settings of its agents.</param>
/// <param name="node">The node's stack.</param>
/// <param name="family">The family of the rules.</param>
internal sealed class NodeRuleText(ClusterNetwork cluster, CalicoSettings settings, NetworkStack node, IpFamily family)
{
    private const string Mark = "0x4000";

    /// <summary>The text.</summary>
    public override string ToString() => string.Join('\n', [
        "*raw", .. Untracked(), .. Spoofed(), "COMMIT",
        "*nat", ":SERVICES -", ":OUTGOING -",
        "-A PREROUTING -j SERVICES", "-A OUTPUT -j SERVICES", .. Ports().SelectMany(Translated),
        .. Marked(), .. Outgoing(), .. IntoTunnels(), "COMMIT",
        "*filter", "-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", .. FromTunnels(), .. Ports().SelectMany(Refused), "COMMIT",
        ""]);

    private IEnumerable<string> Untracked() => from chain in (string[])["PREROUTING", "OUTPUT"] select $"-A {chain} -p udp --dport {settings.VxlanPort} -j NOTRACK";

    /// <summary>The kernel checks the way back of IPv4 by itself.</summary>
    private IEnumerable<string> Spoofed() => family == IpFamily.V4 ? [] : from device in node.Devices where device.ChecksReversePath select $"-A PREROUTING -i {device.Name} -m rpfilter --invert -j DROP";

    private IEnumerable<ProxiedPort> Ports() => cluster.Services.Where(port => port.ClusterAddress?.Family == family);

    private IEnumerable<string> Translated(ProxiedPort port)
    {
        if (port.Backends is not [{ } backend])
        {
            yield break;
        }

        string to = backend.Address.Family == IpFamily.V4 ? $"{backend.Address}:{backend.Port}" : $"[{backend.Address}]:{backend.Port}";
        string direct = $"-A SERVICES -p {port.Protocol} -d {port.ClusterAddress} --dport {port.Port}";
        string outside = $"-A SERVICES -p {port.Protocol} -m addrtype --dst-type LOCAL --dport {port.NodePort}";
        foreach (IpPrefix range in cluster.Proxy!.PodRanges.Where(range => range.Family == family))
        {
            yield return $"{direct} ! -s {range} {MarkIt}";
        }

        yield return $"{direct} -s {backend.Address} {MarkIt}";
        yield return $"{direct} -j DNAT --to-destination {to}";
        if (port.NodePort != 0)
        {
            yield return $"{outside} {MarkIt}";
            yield return $"{outside} -j DNAT --to-destination {to}";
        }
    }

    private static IEnumerable<string> Refused(ProxiedPort port) => port.Backends.IsEmpty
        ? from chain in (string[])["FORWARD", "OUTPUT"] select $"-A {chain} -p {port.Protocol} -d {port.ClusterAddress} --dport {port.Port} -j REJECT"
        : [];

    private static string MarkIt => $"-j MARK --set-xmark {Mark}/{Mark}";

    /// <summary>The mark is taken off, or what wraps the packet would have it too.</summary>
    private static IEnumerable<string> Marked() =>
    [
        ":MASQUERADED -", $"-A POSTROUTING -m mark --mark {Mark}/{Mark} -j MASQUERADED",
        $"-A MASQUERADED -j MARK --set-xmark 0x0/{Mark}", "-A MASQUERADED -j MASQUERADE",
    ];

    private IEnumerable<string> Outgoing()
    {
        foreach (AddressPool pool in Pools.Where(pool => pool.NatOutgoing))
        {
            yield return $"-A POSTROUTING -s {pool.Cidr} -j OUTGOING";
        }

        foreach (AddressPool pool in Pools)
        {
            yield return $"-A OUTGOING -d {pool.Cidr} -j RETURN";
        }

        foreach (IpAddress host in settings.NatOutgoingExcludesHosts ? Hosts : [])
        {
            yield return $"-A OUTGOING -d {host} -j RETURN";
        }

        yield return "-A OUTGOING -j MASQUERADE";
    }

    private IEnumerable<string> IntoTunnels() =>
        from device in node.Devices
        where device.IsTunnel
        let foreign = $"-A POSTROUTING -o {device.Name} -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL"
        from rule in (string[])[$"{foreign} -p udp -j MASQUERADE --to-ports {MasqueradePorts.Beside(settings.VxlanPort)?.ToString().Replace(':', '-')}", $"{foreign} -j MASQUERADE"]
        select rule;

    private IEnumerable<string> FromTunnels() =>
    [
        .. Hosts.Select(host => $"-A INPUT -p udp --dport {settings.VxlanPort} -s {host} -j ACCEPT"),
        $"-A INPUT -p udp --dport {settings.VxlanPort} -j DROP",
    ];

    private IEnumerable<AddressPool> Pools => cluster.Pools.Where(pool => pool.Cidr.Family == family);

    private IEnumerable<IpAddress> Hosts => cluster.Nodes.Select(host => host.Address(family)?.Address).OfType<IpAddress>();
}
