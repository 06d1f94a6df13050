using System.Globalization;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Works out which traffic a question is about, once its destination is known: names and service ports are looked up there.</summary>
internal sealed class TrafficQuestion(Query query, PartyGroup destination)
{
    private readonly ushort? _number =
        ushort.TryParse(destination.ServicePort ?? query.Port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) ? number : null;

    /// <summary>What is wrong with the question whatever the destination; null where nothing is.</summary>
    public QueryError? Check()
    {
        if (destination.ServicePort is { } named && query.Port is { } other && named != other)
        {
            return new QueryError("PORT_INVALID", $"the port is given twice: `{named}` with the service and `{other}`");
        }

        if (_number == 0)
        {
            return new QueryError("PORT_INVALID", "ports are 1 to 65535");
        }

        if (AskedPort is { } text && _number is null && text.All(char.IsAsciiDigit))
        {
            return new QueryError("PORT_INVALID", $"`{text}` is not a port; ports are 1 to 65535");
        }

        if (query.Protocol is { HasPorts: false } protocol && (query.Port is not null || query.SourcePort is not null))
        {
            return new QueryError("PORT_INVALID", $"protocol {protocol.Name} has no ports");
        }

        if (query.IcmpType is not null && query.Protocol is { IsIcmp: false } notIcmp)
        {
            return new QueryError("ICMP_INVALID", $"protocol {notIcmp.Name} has no ICMP types");
        }

        if (query.IcmpCode is not null && query.IcmpType is null)
        {
            return new QueryError("ICMP_INVALID", "an ICMP code means nothing without its type");
        }

        if (query.IcmpType is not null && (query.Port is not null || query.SourcePort is not null))
        {
            return new QueryError("PORT_INVALID", "ICMP has no ports");
        }

        if (destination.Service is { IsHeadless: false } service && AskedPort is { } port && !IsIcmp && !SelectedPorts(service, port).Any())
        {
            string ports = service.Ports.IsEmpty ? "none" : string.Join(", ", service.Ports.Select(candidate =>
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

    /// <summary>Whether the question is about traffic at large, in which nobody means packets that only nodes send each other.</summary>
    public bool IsAtLarge => AskedPort is null && !IsIcmp && (query.Protocol is null || query.Protocol == Protocol.Udp);

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

        if (AskedPort is null)
        {
            return query.Protocol is { } only ? TrafficSet.ForProtocol(only) : TrafficSet.All;
        }

        return _number is { } number
            ? Ports(query.Protocol ?? Protocol.Tcp, number)
            : Named(endpoint, AskedPort, query.Protocol);
    }

    private TrafficSet ToBackend(Service service, Endpoint? endpoint)
    {
        IEnumerable<ServicePort> ports = AskedPort is { } asked ? SelectedPorts(service, asked) : service.Ports.Where(HasProtocol);
        if (service.IsHeadless && AskedPort is not null && !ports.Any())
        {
            return ToEndpoint(endpoint);
        }

        // The name of a headless service leads to the pods themselves, and nothing translates the port on the way.
        if (service.IsHeadless && _number is { } number)
        {
            return TrafficSet.Union(ports.Select(port => Ports(port.Protocol, number)));
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
