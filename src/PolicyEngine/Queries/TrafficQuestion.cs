using System.Globalization;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// Works out which traffic of one protocol a question is about, once its destination is known: names and service ports are
/// looked up there. Without a protocol it is that of the service, TCP or any.
/// </summary>
internal sealed class TrafficQuestion(Query query, Protocol? asked, PartyGroup destination)
{
    private readonly Interval<ushort>? _numbers = NumbersOf(destination.ServicePort ?? query.Port);

    /// <summary>One question for each protocol that is asked about.</summary>
    public static TrafficQuestion[] Of(Query query, PartyGroup destination) => query.Protocols.IsEmpty
        ? [new TrafficQuestion(query, null, destination)]
        : [.. query.Protocols.Select(protocol => new TrafficQuestion(query, protocol, destination))];

    /// <summary>That no destination has what is asked about: nobody declares a port of that name, or the service has none of the protocol.</summary>
    public static QueryError NoPort(Query query, PartyGroup destination)
    {
        string who = query.To.Length == 0 ? "the input" : $"`{query.To}`";
        return new QueryError("PORT_NOT_FOUND", (destination.ServicePort ?? query.Port) is { } name
            ? $"{who} declares no port named `{name}`"
            : $"{who} has no port of protocol {string.Join(',', query.Protocols.Select(protocol => protocol.Name))}");
    }

    /// <summary>What is wrong with the question whatever the destination; null where nothing is.</summary>
    public QueryError? Check()
    {
        if (destination.ServicePort is { } named && query.Port is { } other && named != other)
        {
            return new QueryError("PORT_INVALID", $"the port is given twice: `{named}` with the service and `{other}`");
        }

        if (_numbers is { Low: 0 })
        {
            return new QueryError("PORT_INVALID", "ports are 1 to 65535");
        }

        // No port has a name without a letter.
        if (AskedPort is { } text && _numbers is null && text.All(character => char.IsAsciiDigit(character) || character == '-'))
        {
            return new QueryError("PORT_INVALID", $"`{text}` is not a port; ports are 1 to 65535, ranges run upwards");
        }

        if (asked is { HasPorts: false } protocol && (query.Port is not null || query.SourcePort is not null))
        {
            return new QueryError("PORT_INVALID", $"protocol {protocol.Name} has no ports");
        }

        if (query.IcmpType is not null && asked is { IsIcmp: false } notIcmp)
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

        if (destination.IsNodePort && !destination.Members.Any(member => IsAskedAbout(member.Via!.Port)))
        {
            string what = $"{asked?.Name} port{(AskedPort is { } nodePort ? $" `{nodePort}`" : "")}".TrimStart();
            return new QueryError("NODE_PORT_NOT_FOUND", $"nodes open no {what} for service `{Name}`; they open {PortList}");
        }

        if (destination.Service is { IsHeadless: false } service && !destination.IsNodePort && AskedPort is { } port && !IsIcmp && !SelectedPorts(service, port).Any())
        {
            return new QueryError("SERVICE_PORT_NOT_FOUND", $"service `{Name}` has no {$"{asked?.Name} port".TrimStart()} `{port}`; it has {PortList}");
        }

        return null;
    }

    /// <summary>The traffic to one destination; empty where the port's name means nothing there.</summary>
    public TrafficSet To(in Party party, Endpoint? endpoint)
    {
        TrafficSet traffic = party.Via is { } entry ? (IsAskedAbout(entry.Port) ? Behind(entry.Port, endpoint) : TrafficSet.Empty)
            : destination.Service is { } service && !IsIcmp ? ToBackend(service, endpoint)
            : ToEndpoint(endpoint);
        return query.SourcePort is { } source ? traffic.Intersect(FromPort(source)) : traffic;
    }

    /// <summary>Whether the question is about traffic at large, in which nobody means packets that only nodes send each other.</summary>
    public bool IsAtLarge => AskedPort is null && !IsIcmp && (asked is null || asked == Protocol.Udp);

    private string? AskedPort => destination.ServicePort ?? query.Port;

    private bool IsIcmp => asked is { IsIcmp: true } || query.IcmpType is not null;

    /// <summary>The numbers of <c>80</c> or <c>8000-8080</c>; null for a name.</summary>
    private static Interval<ushort>? NumbersOf(string? port)
    {
        string[] ends = port?.Split('-') ?? [];
        return ends.Length is 1 or 2
            && ushort.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort low)
            && ushort.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort high)
            && low <= high
            ? new Interval<ushort>(low, high)
            : null;
    }

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
            return TrafficSet.Icmp(asked ?? Protocol.Icmp, query.IcmpType, query.IcmpCode);
        }

        if (AskedPort is null)
        {
            return asked is { } only ? TrafficSet.ForProtocol(only) : TrafficSet.All;
        }

        return _numbers is { } numbers
            ? Ports(asked ?? Protocol.Tcp, numbers)
            : Named(endpoint, AskedPort, asked);
    }

    private TrafficSet ToBackend(Service service, Endpoint? endpoint)
    {
        IEnumerable<ServicePort> ports = AskedPort is { } port ? SelectedPorts(service, port) : service.Ports.Where(HasProtocol);
        if (service.IsHeadless && AskedPort is not null && !ports.Any())
        {
            return ToEndpoint(endpoint);
        }

        // The name of a headless service leads to the pods themselves, and nothing translates the port on the way.
        if (service.IsHeadless && _numbers is { } numbers)
        {
            return TrafficSet.Union(ports.Select(port => Ports(port.Protocol, numbers)));
        }

        return TrafficSet.Union(ports.Select(port => Behind(port, endpoint)));
    }

    private static TrafficSet Behind(ServicePort port, Endpoint? endpoint) =>
        port.TargetName is { } name ? Named(endpoint, name, port.Protocol) : Ports(port.Protocol, Single(port.TargetNumber));

    private string Name => $"{destination.Service?.Namespace}/{destination.Service?.Name}";

    private string PortList => string.Join(", ", (destination.Service?.Ports ?? [])
        .Where(port => NumberOf(port) != 0)
        .Select(port => string.Create(CultureInfo.InvariantCulture, $"{NumberOf(port)}{(port.Name.Length == 0 ? "" : $" ({port.Name})")}"))
        .DefaultIfEmpty("none"));

    private bool IsAskedAbout(ServicePort port) =>
        !IsIcmp && HasProtocol(port) && (AskedPort is not { } called || IsCalled(port, called));

    private bool IsCalled(ServicePort port, string called) =>
        port.Name == called || (_numbers is { } numbers && numbers.Low <= NumberOf(port) && NumberOf(port) <= numbers.High);

    private ushort NumberOf(ServicePort port) => destination.IsNodePort ? port.NodePort : port.Number;

    private IEnumerable<ServicePort> SelectedPorts(Service service, string called) => service.Ports.Where(port =>
        HasProtocol(port) && IsCalled(port, called));

    private bool HasProtocol(ServicePort port) => asked is null || asked == port.Protocol;

    private static TrafficSet Ports(Protocol protocol, Interval<ushort> numbers) => TrafficSet.Ports(protocol, IntervalSet<ushort>.Of(numbers.Low, numbers.High));

    private static Interval<ushort> Single(ushort number) => new(number, number);

    private static TrafficSet Named(Endpoint? endpoint, string name, Protocol? protocol) => endpoint is null
        ? TrafficSet.Empty
        : TrafficSet.Union(endpoint.Ports
            .Where(port => port.Name == name && (protocol is null || protocol == port.Protocol))
            .Select(port => Ports(port.Protocol, Single(port.Number))));
}
