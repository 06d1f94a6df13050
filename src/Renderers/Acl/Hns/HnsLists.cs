using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns;

/// <summary>What policies of HNS can say, and its lists of addresses and ports.</summary>
internal static class HnsLists
{
    private const int MaxItems = 4000;

    /// <summary>How the policies are written.</summary>
    public static JsonWriterOptions Json { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Why traffic cannot be said; null where it can.</summary>
    public static string? ReasonAgainst(AclTraffic traffic) =>
        traffic.IcmpType is not null ? "types of ICMP messages cannot be given: where only some are let through, all are dropped"
        : traffic.Protocol == Protocol.Sctp && traffic.HasPorts ? LossCollector.SctpPorts
        : null;

    /// <summary>Lists of blocks, as long as they may be; an empty text for everyone.</summary>
    public static IEnumerable<string> Addresses(AddressSet addresses)
    {
        IpPrefix[] blocks = [.. addresses.Prefixes.Where(block => block.Family == IpFamily.V4)];
        return blocks is [{ Length: 0 }] ? [""] : blocks.Chunk(MaxItems).Select(chunk => string.Join(',', chunk));
    }

    /// <summary>Lists of ports, as long as they may be; an empty text for all.</summary>
    public static IEnumerable<string> Ports(ImmutableArray<Interval<ushort>> ports) => ports.Any(range => range.IsFull) ? [""]
        : ports.Chunk(MaxItems).Select(chunk => string.Join(',', chunk));
}
