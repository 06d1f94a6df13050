using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;
using static PolicyEngine.Renderers.Tests.Golden.LowMessages;

namespace PolicyEngine.Renderers.Tests.Golden;

/// <summary>Reads a rule of Felix's messages.</summary>
internal static class LowRules
{
    public static NodeRule Read(JsonElement rule) => new()
    {
        Action = Word(rule, "action"),
        Family = rule.TryGetProperty("ipVersion", out JsonElement version) ? Family(version) : null,
        Protocol = Protocol(rule, "protocol"),
        NotProtocol = Protocol(rule, "notProtocol"),
        Icmp = Icmp(rule, "icmpType", "icmpTypeCode"),
        NotIcmp = Icmp(rule, "notIcmpType", "notIcmpTypeCode"),
        Source = Side(rule, "src", "Src", []),
        Destination = Side(rule, "dst", "Dst", List(rule, "dstIpPortSetIds", Value)),
        Annotations = rule.TryGetProperty("metadata", out JsonElement metadata) && metadata.TryGetProperty("annotations", out JsonElement annotations)
            ? [.. annotations.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!))]
            : [],
    };

    private static RuleSide Side(JsonElement rule, string name, string capital, ImmutableArray<string> services) => new()
    {
        Nets = List(rule, name + "Net", net => Net(net.GetString()!)),
        NotNets = List(rule, $"not{capital}Net", net => Net(net.GetString()!)),
        Ports = List(rule, name + "Ports", Ports),
        NotPorts = List(rule, $"not{capital}Ports", Ports),
        NamedPorts = List(rule, name + "NamedPortIpSetIds", Value),
        NotNamedPorts = List(rule, $"not{capital}NamedPortIpSetIds", Value),
        Sets = List(rule, name + "IpSetIds", Value),
        NotSets = List(rule, $"not{capital}IpSetIds", Value),
        Services = services,
    };

    private static string Value(JsonElement value) => value.GetString()!;

    private static PortRange Ports(JsonElement ports) => new(ports.GetProperty("first").GetUInt16(), ports.GetProperty("last").GetUInt16());

    private static IpFamily? Family(JsonElement version) => version.ToString() switch
    {
        "IPV4" or "4" => IpFamily.V4,
        "IPV6" or "6" => IpFamily.V6,
        _ => null,
    };

    private static string? Protocol(JsonElement rule, string name)
    {
        if (!rule.TryGetProperty(name, out JsonElement protocol))
        {
            return null;
        }

        return protocol.TryGetProperty("name", out JsonElement text) ? text.GetString() : protocol.GetProperty("number").ToString();
    }

    private static IcmpMatch? Icmp(JsonElement rule, string type, string typeAndCode)
    {
        if (rule.TryGetProperty(typeAndCode, out JsonElement both))
        {
            return new IcmpMatch(both.GetProperty("type").GetByte(), both.TryGetProperty("code", out JsonElement code) ? code.GetByte() : (byte)0);
        }

        return rule.TryGetProperty(type, out JsonElement alone) ? new IcmpMatch(alone.GetByte(), null) : null;
    }
}
