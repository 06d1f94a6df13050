using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns;

/// <summary>Reads the ACL policies of an HNS endpoint: the lowest priority decides. The lists are called <c>In</c> and <c>Out</c>.</summary>
internal sealed class HnsReader
{
    private const int AnyProtocol = 256;

    /// <param name="json">The list of policies.</param>
    /// <param name="own">The addresses of the endpoint, which a policy need not name.</param>
    public static AclReading Read(string json, AddressSet own)
    {
        var problems = new List<string>();
        var lists = new Dictionary<string, List<(int Priority, AclLine Line)>>(StringComparer.Ordinal) { ["In"] = [], ["Out"] = [] };
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            foreach (JsonElement policy in document.RootElement.EnumerateArray().Where(policy => HnsValues.Text(policy, "RuleType") == "Switch"))
            {
                string direction = HnsValues.Text(policy, "Direction");
                lists[direction].Add((policy.GetProperty("Priority").GetInt32(), ReadLine(policy, own, direction == "In", ProtocolOf(policy))));
            }
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            problems.Add(problem.Message);
        }

        foreach (List<(int Priority, AclLine Line)> list in lists.Values.Where(list => list.DistinctBy(line => line.Priority).Count() < list.Count))
        {
            problems.Add("two policies have one priority");
        }

        return new AclReading(
            lists.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.OrderBy(line => line.Priority).Select(line => line.Line).ToImmutableArray(), StringComparer.Ordinal),
            [.. problems]);
    }

    /// <summary>A policy, or a rule of a tier.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="own">The addresses of the endpoint, which it need not name.</param>
    /// <param name="isIn">Whether it is about what the endpoint receives.</param>
    /// <param name="protocol">Its protocol; null for all.</param>
    internal static AclLine ReadLine(JsonElement policy, AddressSet own, bool isIn, Protocol? protocol)
    {
        AddressSet remote = HnsValues.Addresses(HnsValues.Text(policy, "RemoteAddresses"), AddressSet.AllV4);
        AddressSet local = HnsValues.Addresses(HnsValues.Text(policy, "LocalAddresses"), own);
        IntervalSet<ushort> localPorts = HnsValues.Ports(HnsValues.Text(policy, "LocalPorts"));
        IntervalSet<ushort> remotePorts = HnsValues.Ports(HnsValues.Text(policy, "RemotePorts"));
        TrafficSet traffic = protocol is not { } known ? TrafficSet.All
            : localPorts.IsFull && remotePorts.IsFull ? TrafficSet.ForProtocol(known)
            : TrafficSet.Ports(known, isIn ? localPorts : remotePorts, isIn ? remotePorts : localPorts);
        return new AclLine(HnsValues.Text(policy, "Action") == "Allow", isIn ? remote : local, isIn ? local : remote, traffic, false, HnsValues.Text(policy, "Id"));
    }

    private static Protocol? ProtocolOf(JsonElement policy) =>
        policy.GetProperty("Protocol").GetInt32() is var number && number == AnyProtocol ? null : new Protocol((byte)number);
}
