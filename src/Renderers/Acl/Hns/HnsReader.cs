using System.Collections.Immutable;
using System.Globalization;
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
            foreach (JsonElement policy in document.RootElement.EnumerateArray().Where(policy => Text(policy, "RuleType") == "Switch"))
            {
                string direction = Text(policy, "Direction");
                lists[direction].Add((policy.GetProperty("Priority").GetInt32(), ReadLine(policy, own, direction == "In")));
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

    private static AclLine ReadLine(JsonElement policy, AddressSet own, bool isIn)
    {
        AddressSet remote = Addresses(Text(policy, "RemoteAddresses"), AddressSet.AllV4);
        AddressSet local = Addresses(Text(policy, "LocalAddresses"), own);
        IntervalSet<ushort> localPorts = Ports(Text(policy, "LocalPorts"));
        IntervalSet<ushort> remotePorts = Ports(Text(policy, "RemotePorts"));
        int number = policy.GetProperty("Protocol").GetInt32();
        TrafficSet traffic = number == AnyProtocol ? TrafficSet.All
            : localPorts.IsFull && remotePorts.IsFull ? TrafficSet.ForProtocol(new Protocol((byte)number))
            : TrafficSet.Ports(new Protocol((byte)number), isIn ? localPorts : remotePorts, isIn ? remotePorts : localPorts);
        return new AclLine(Text(policy, "Action") == "Allow", isIn ? remote : local, isIn ? local : remote, traffic, false, Text(policy, "Id"));
    }

    private static string Text(JsonElement policy, string name) => policy.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    private static AddressSet Addresses(string list, AddressSet otherwise) => list.Length == 0 ? otherwise
        : AddressSet.FromPrefixes(list.Split(',').Select(text => IpPrefix.TryParse(text, out IpPrefix block) ? block : throw new FormatException($"`{text}` is not an address")));

    private static IntervalSet<ushort> Ports(string list) => list.Length == 0 ? IntervalSet<ushort>.Full : IntervalSet<ushort>.FromIntervals(list.Split(',').Select(Range));

    private static Interval<ushort> Range(string text)
    {
        int hyphen = text.IndexOf('-', StringComparison.Ordinal);
        ushort low = ushort.Parse(hyphen < 0 ? text : text[..hyphen], NumberStyles.None, CultureInfo.InvariantCulture);
        return new Interval<ushort>(low, hyphen < 0 ? low : ushort.Parse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
