using System.Globalization;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Works out which traffic a question is about, once its destination is known: names and service ports are looked up there.</summary>
internal sealed class TrafficQuestion(Query query, PartyGroup destination)
{
    private readonly ushort? _number =
        ushort.TryParse(query.Port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) ? number : null;

    /// <summary>What is wrong with the question whatever the destination; null where nothing is.</summary>
    public QueryError? Check()
    {
        if (_number == 0)
        {
            return new QueryError("PORT_INVALID", "ports are 1 to 65535");
        }

        if (query.Port is { } text && _number is null && text.All(char.IsAsciiDigit))
        {
            return new QueryError("PORT_INVALID", $"`{text}` is not a port; ports are 1 to 65535");
        }

        if (query.Protocol is { HasPorts: false } protocol && (query.Port is not null || query.SourcePort is not null))
        {
            return new QueryError("PORT_INVALID", $"protocol {protocol.Name} has no ports");
        }

        if (query.IcmpType is not null && query.Protocol is { IsIcmp: false } other)
        {
            return new QueryError("ICMP_INVALID", $"protocol {other.Name} has no ICMP types");
        }

        if (destination.Service is { Ports.IsEmpty: false } service && AskedPort is { } port && !SelectedPorts(service, port).Any() && !service.ClusterAddresses.IsEmpty)
        {
            string ports = string.Join(", ", service.Ports.Select(candidate =>
                string.Create(CultureInfo.InvariantCulture, $"{candidate.Number}{(candidate.Name.Length == 0 ? "" : $" ({candidate.Name})")}")));
            return new QueryError("SERVICE_PORT_NOT_FOUND", $"service `{service.Namespace}/{service.Name}` has no port `{port}`; it has {ports}");
        }

        return null;
    }

    /// <summary>The traffic to one destination; empty where the port's name means nothing there.</summary>
    public TrafficSet To(Endpoint? endpoint)
    {
        TrafficSet traffic = destination.Service is { } service && !IsIcmp ? ToBackend(service, endpoint) : ToEndpoint(endpoint);
        return query.SourcePort is { } source ? traffic.Intersect(FromPort(source)) : traffic;
    }

    private string? AskedPort => destination.ServicePort ?? query.Port;

    private bool IsIcmp => query.Protocol is { IsIcmp: true } || query.IcmpType is not null;

    private static TrafficSet FromPort(ushort source)
    {
        IntervalSet<ushort> port = IntervalSet<ushort>.Of(source);
        return TrafficSet.Union(
            new[] { Protocol.Tcp, Protocol.Udp, Protocol.Sctp }.Select(protocol => TrafficSet.Ports(protocol, IntervalSet<ushort>.Full, port)));
    }

    private TrafficSet ToEndpoint(Endpoint? endpoint)
    {
        if (IsIcmp)
        {
            return TrafficSet.Icmp(query.Protocol ?? Protocol.Icmp, query.IcmpType, query.IcmpCode);
        }

        if (query.Port is null)
        {
            return query.Protocol is { } only ? TrafficSet.ForProtocol(only) : TrafficSet.All;
        }

        if (_number is { } number)
        {
            return Ports(query.Protocol ?? Protocol.Tcp, number);
        }

        return Named(endpoint, query.Port, query.Protocol);
    }

    private TrafficSet ToBackend(Service service, Endpoint? endpoint)
    {
        IEnumerable<ServicePort> ports = AskedPort is { } asked ? SelectedPorts(service, asked) : service.Ports.Where(HasProtocol);

        // A headless service translates nothing: its name leads to the pods themselves.
        if (service.ClusterAddresses.IsEmpty && AskedPort is not null && !ports.Any())
        {
            return ToEndpoint(endpoint);
        }

        return TrafficSet.Union(ports.Select(port => port.TargetName is { } name
            ? Named(endpoint, name, port.Protocol)
            : Ports(port.Protocol, port.TargetNumber)));
    }

    private IEnumerable<ServicePort> SelectedPorts(Service service, string asked) => service.Ports.Where(port =>
        HasProtocol(port) && (port.Name == asked || port.Number.ToString(CultureInfo.InvariantCulture) == asked));

    private bool HasProtocol(ServicePort port) => query.Protocol is null || query.Protocol == port.Protocol;

    private static TrafficSet Ports(Protocol protocol, ushort number) => TrafficSet.Ports(protocol, IntervalSet<ushort>.Of(number));

    private static TrafficSet Named(Endpoint? endpoint, string name, Protocol? protocol) => endpoint is null
        ? TrafficSet.Empty
        : TrafficSet.Union(endpoint.Ports
            .Where(port => port.Name == name && (protocol is null || protocol == port.Protocol))
            .Select(port => Ports(port.Protocol, port.Number)));
}
