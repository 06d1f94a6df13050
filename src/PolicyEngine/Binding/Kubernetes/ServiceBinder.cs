using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>Reads Services and EndpointSlices: how names and service addresses lead to pods.</summary>
internal static class ServiceBinder
{
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    public static Service Bind(MappingNode root, ObjectHeader header, string @namespace)
    {
        var spec = root["spec"] as MappingNode;
        ImmutableArray<ServicePort>.Builder ports = ImmutableArray.CreateBuilder<ServicePort>();
        foreach (MappingNode port in Nodes.Mappings(spec?["ports"]))
        {
            if (Nodes.Port(port, "port") is not 0 and var number && TryProtocol(port, out Protocol protocol))
            {
                (string? targetName, ushort targetNumber) = Target(port, number);
                ports.Add(new ServicePort(Nodes.Text(port, "name"), protocol, number, targetName, targetNumber, Nodes.Port(port, "nodePort")));
            }
        }

        ImmutableArray<IpAddress> addresses = Addresses(Nodes.Texts(spec?["clusterIPs"]).Append(Nodes.Text(spec, "clusterIP")));
        var balancer = (root["status"] as MappingNode)?["loadBalancer"] as MappingNode;
        bool isHeadless = Nodes.Text(spec, "clusterIP") == "None" || Nodes.Texts(spec?["clusterIPs"]).Contains("None", StringComparer.Ordinal);
        return new Service(@namespace, header.Name, Backends(spec), ports.ToImmutable(), addresses, isHeadless, header.Span)
        {
            IsExternalTrafficLocal = Nodes.Text(spec, "externalTrafficPolicy") == "Local",
            IsInternalTrafficLocal = Nodes.Text(spec, "internalTrafficPolicy") == "Local",
            Families = FamiliesOf(Nodes.Texts(spec?["ipFamilies"]), addresses),
            ExternalAddresses = Addresses(
                Nodes.Texts(spec?["externalIPs"]).Append(Nodes.Text(spec, "loadBalancerIP")).Concat(Nodes.Mappings(balancer?["ingress"]).Select(entry => Nodes.Text(entry, "ip")))),
        };
    }

    private static IpFamilies FamiliesOf(IEnumerable<string> named, ImmutableArray<IpAddress> addresses)
    {
        IpFamilies families = named.Aggregate(IpFamilies.None, (all, name) => all | name switch { "IPv4" => IpFamilies.V4, "IPv6" => IpFamilies.V6, _ => IpFamilies.None });
        families = families == IpFamilies.None ? addresses.Aggregate(families, (all, address) => all | address.Family.AsSet()) : families;
        return families == IpFamilies.None ? IpFamilies.Both : families;
    }

    private static ImmutableArray<IpAddress> Addresses(IEnumerable<string> texts)
    {
        ImmutableArray<IpAddress>.Builder addresses = ImmutableArray.CreateBuilder<IpAddress>();
        foreach (string text in texts)
        {
            if (IpAddress.TryParse(text, out IpAddress address) && !addresses.Contains(address))
            {
                addresses.Add(address);
            }
        }

        return addresses.ToImmutable();
    }

    public static EndpointSlice? BindSlice(MappingNode root, ObjectHeader header, string @namespace)
    {
        string service = Nodes.Text(header.Metadata?["labels"] as MappingNode, ServiceNameLabel);
        if (service.Length == 0)
        {
            return null;
        }

        ImmutableArray<IpAddress>.Builder addresses = ImmutableArray.CreateBuilder<IpAddress>();
        ImmutableArray<IpAddress>.Builder ready = ImmutableArray.CreateBuilder<IpAddress>();
        ImmutableArray<IpAddress>.Builder ending = ImmutableArray.CreateBuilder<IpAddress>();
        foreach (MappingNode endpoint in Nodes.Mappings(root["endpoints"]))
        {
            var conditions = endpoint["conditions"] as MappingNode;
            bool isReady = Holds(conditions, "ready", unknown: true);
            bool isEnding = !isReady && Holds(conditions, "terminating", unknown: false) && Holds(conditions, "serving", unknown: isReady);
            foreach (string text in Nodes.Texts(endpoint["addresses"]))
            {
                if (IpAddress.TryParse(text, out IpAddress address))
                {
                    addresses.Add(address);
                    (isReady ? ready : isEnding ? ending : null)?.Add(address);
                }
            }
        }

        ImmutableArray<EndpointPort>.Builder ports = ImmutableArray.CreateBuilder<EndpointPort>();
        foreach (MappingNode port in Nodes.Mappings(root["ports"]))
        {
            if (Nodes.Port(port, "port") is not 0 and var number && TryProtocol(port, out Protocol protocol))
            {
                ports.Add(new EndpointPort(Nodes.Text(port, "name"), protocol, number));
            }
        }

        return new EndpointSlice(@namespace, service, addresses.ToImmutable(), ports.ToImmutable(), header.Span) { Ready = ready.ToImmutable(), Ending = ending.ToImmutable() };
    }

    private static bool Holds(MappingNode? conditions, string condition, bool unknown) =>
        conditions?[condition] is ScalarNode { Kind: ScalarKind.Boolean } told ? Nodes.IsTrue(told) : unknown;

    /// <summary>An absent or empty selector selects nothing: the backends are then given by hand. Nor does one that no API takes.</summary>
    private static Selector? Backends(MappingNode? spec)
    {
        if (spec?["selector"] is not MappingNode { Entries.Length: > 0 } selector || selector.Entries.Any(entry => !LabelSyntax.IsKey(entry.Key.Text)))
        {
            return null;
        }

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (MappingEntry entry in selector.Entries)
        {
            if (entry.Value is ScalarNode value)
            {
                labels.Add(entry.Key.Text, value.Text);
            }
        }

        return Selector.And([.. labels.Select(label => Selector.LabelEquals(label.Key, label.Value))]);
    }

    private static (string? Name, ushort Number) Target(MappingNode port, ushort number)
    {
        string target = Nodes.Text(port, "targetPort");
        if (target.Length == 0)
        {
            return (null, number);
        }

        ushort targetNumber = Nodes.Port(port, "targetPort");
        return targetNumber == 0 ? (target, (ushort)0) : (null, targetNumber);
    }

    /// <summary>The protocol of a port; false for one that has none, which no API takes.</summary>
    private static bool TryProtocol(MappingNode port, out Protocol protocol) =>
        Protocol.TryParse(Nodes.Text(port, "protocol") is { Length: > 0 } text ? text : "TCP", out protocol) && protocol.HasPorts;
}
