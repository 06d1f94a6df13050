using System.Collections.Immutable;
using System.Text.Json.Nodes;
using static PolicyEngine.Specification.DocumentParts;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>The documents of host endpoints, pools and settings of Calico's agents.</summary>
public static class HostDocuments
{
    private const string Calico = "projectcalico.org/v3";

    public static JsonObject Of(HostEndpointObject host) => Document(Calico, "HostEndpoint", null, host.Name, host.Labels, Fields(
        ("node", host.Node), ("interfaceName", host.Interface), ("expectedIPs", Texts(host.ExpectedAddresses)), ("profiles", Texts(host.Profiles)),
        ("ports", host.Ports.IsEmpty ? null : List(host.Ports, port => Fields(("name", port.Name), ("protocol", NumberOrName(port.Protocol)), ("port", port.Number))))));

    public static JsonObject Of(PoolObject pool) => Document(Calico, "IPPool", null, pool.Name, Labels.Empty, Fields(
        ("cidr", pool.Cidr), ("ipipMode", pool.Ipip), ("vxlanMode", pool.Vxlan), ("natOutgoing", pool.NatOutgoing)));

    public static JsonObject Of(FelixObject felix) => Document(
        Calico, "FelixConfiguration", null, felix.Node is null ? "default" : $"node.{felix.Node}", Labels.Empty, Fields(
            ("failsafeInboundHostPorts", Of(felix.Inbound)), ("failsafeOutboundHostPorts", Of(felix.Outbound)),
            ("defaultEndpointToHostAction", felix.ToHost), ("allowVXLANPacketsFromWorkloads", felix.AllowsVxlan),
            ("allowIPIPPacketsFromWorkloads", felix.AllowsIpip), ("vxlanPort", Number(felix.VxlanPort)), ("ipv6Support", felix.Ipv6Support),
            ("natOutgoingExclusions", felix.NatOutgoingExclusions)));

    private static JsonArray? Of(ImmutableArray<FailsafeObject>? failsafes) => failsafes is { } ports
        ? List(ports, port => Fields(("protocol", port.Protocol), ("port", port.Port), ("net", port.Net)))
        : null;
}
