using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Yang;

/// <summary>Reads RFC 8519 access lists in JSON, by the module's own text.</summary>
internal sealed class YangAclReader
{
    private readonly List<string> _problems = [];

    public static AclReading Read(string json)
    {
        var reader = new YangAclReader();
        ImmutableDictionary<string, ImmutableArray<AclLine>>.Builder lists = ImmutableDictionary.CreateBuilder<string, ImmutableArray<AclLine>>(StringComparer.Ordinal);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            foreach (JsonElement list in document.RootElement.GetProperty("ietf-access-control-list:acls").GetProperty("acl").EnumerateArray())
            {
                bool isV6 = Bare(list.GetProperty("type").GetString()!) == "ipv6-acl-type";
                lists.Add(list.GetProperty("name").GetString()!, [.. list.GetProperty("aces").GetProperty("ace").EnumerateArray().Select(entry => reader.ReadEntry(entry, isV6))]);
            }
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            reader._problems.Add(problem.Message);
        }

        return new AclReading(lists.ToImmutable(), [.. reader._problems]);
    }

    private AclLine ReadEntry(JsonElement entry, bool isV6)
    {
        string name = entry.GetProperty("name").GetString()!;
        bool isPermit = Bare(entry.GetProperty("actions").GetProperty("forwarding").GetString()!) == "accept";
        AddressSet all = isV6 ? AddressSet.AllV6 : AddressSet.AllV4;
        (AddressSet sources, AddressSet destinations, TrafficSet traffic) = (all, all, TrafficSet.All);
        Protocol? protocol = null;
        if (entry.TryGetProperty("matches", out JsonElement matches))
        {
            foreach (JsonProperty match in matches.EnumerateObject().OrderBy(match => match.Name is "ipv4" or "ipv6" ? 0 : 1))
            {
                switch (match.Name)
                {
                    case "ipv4" when !isV6:
                    case "ipv6" when isV6:
                        sources = Block(match.Value, $"source-{match.Name}-network", all);
                        destinations = Block(match.Value, $"destination-{match.Name}-network", all);
                        protocol = match.Value.TryGetProperty("protocol", out JsonElement number) ? new Protocol(number.GetByte()) : null;
                        traffic = protocol is { } known ? TrafficSet.ForProtocol(known) : TrafficSet.All;
                        break;
                    case "tcp" when protocol == Protocol.Tcp:
                    case "udp" when protocol == Protocol.Udp:
                        traffic = TrafficSet.Ports(protocol.Value, Ports(match.Value, "destination-port"), Ports(match.Value, "source-port"));
                        break;
                    case "icmp" when protocol is { IsIcmp: true } icmp:
                        traffic = TrafficSet.Icmp(icmp, match.Value.GetProperty("type").GetByte(), match.Value.TryGetProperty("code", out JsonElement code) ? code.GetByte() : null);
                        break;
                    default:
                        _problems.Add($"`{match.Name}` of {name} is not understood");
                        break;
                }
            }
        }

        return new AclLine(isPermit, sources, destinations, traffic, false, name);
    }

    private static AddressSet Block(JsonElement match, string name, AddressSet otherwise) =>
        !match.TryGetProperty(name, out JsonElement text) ? otherwise
        : IpPrefix.TryParse(text.GetString(), out IpPrefix block) ? AddressSet.Of(block)
        : throw new FormatException($"`{text}` is not a block");

    private static IntervalSet<ushort> Ports(JsonElement match, string name)
    {
        if (!match.TryGetProperty(name, out JsonElement ports))
        {
            return IntervalSet<ushort>.Full;
        }

        if (ports.TryGetProperty("lower-port", out JsonElement lower))
        {
            (ushort low, ushort high) = (lower.GetUInt16(), ports.GetProperty("upper-port").GetUInt16());
            return low <= high ? IntervalSet<ushort>.Of(low, high) : throw new FormatException($"ports {low} to {high}");
        }

        ushort port = ports.GetProperty("port").GetUInt16();
        string operation = ports.TryGetProperty("operator", out JsonElement given) ? Bare(given.GetString()!) : "eq";
        return operation switch
        {
            "eq" => IntervalSet<ushort>.Of(port),
            "neq" => IntervalSet<ushort>.Of(port).Complement(),
            "lte" => IntervalSet<ushort>.Of(0, port),
            "gte" => IntervalSet<ushort>.Of(port, ushort.MaxValue),
            _ => throw new FormatException($"operator `{operation}`"),
        };
    }

    /// <summary>Identities may be given with their module.</summary>
    private static string Bare(string identity) => identity[(identity.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
