using System.Globalization;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Tracing;

/// <summary>The protocol and ports of one packet among all that a question is about.</summary>
internal static class TraceTraffic
{
    private const ushort UsualSourcePort = 40000;
    private const byte EchoRequest = 8;
    private const byte EchoRequestV6 = 128;

    /// <summary>Whether a message of ICMP is asked about.</summary>
    public static bool IsIcmp(Query query) => query.IcmpType is not null || query.Protocol is { IsIcmp: true };

    /// <summary>To a port.</summary>
    public static TrafficPoint To(Query query, Protocol protocol, ushort port) => TrafficPoint.Ports(protocol, port, query.SourcePort ?? UsualSourcePort);

    /// <summary>As the question says: a ping where it says nothing.</summary>
    /// <param name="query">The question.</param>
    /// <param name="witness">Traffic of the question where a name of a port was looked up; null where there was none to look up.</param>
    /// <param name="family">The family of the packet.</param>
    /// <param name="error">That a port is a name, and nothing tells its number.</param>
    public static TrafficPoint? Of(Query query, TrafficPoint? witness, IpFamily family, out QueryError? error)
    {
        error = null;
        if (IsIcmp(query) || (query.Port is null && query.Protocols.IsEmpty))
        {
            Protocol icmp = family == IpFamily.V4 ? Protocol.Icmp : Protocol.IcmpV6;
            return TrafficPoint.Icmp(query.Protocol is { IsIcmp: true } asked ? asked : icmp, query.IcmpType ?? (family == IpFamily.V4 ? EchoRequest : EchoRequestV6), query.IcmpCode ?? 0);
        }

        if (witness is { } known)
        {
            return known.Protocol.HasPorts ? To(query, known.Protocol, known.Major) : known;
        }

        Protocol protocol = query.Protocols.IsEmpty ? Protocol.Tcp : query.Protocols[0];
        if (!protocol.HasPorts)
        {
            return TrafficPoint.Other(protocol);
        }

        if (ushort.TryParse(query.Port?.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            return To(query, protocol, port);
        }

        error = NoTrace.Because(query.Port is { } name ? $"`{name}` is the name of a port, and {query.To} has none of that name" : $"{protocol} to {query.To} takes --port");
        return null;
    }
}
