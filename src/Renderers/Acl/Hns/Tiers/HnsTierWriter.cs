using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns.Tiers;

/// <summary>Writes tiers as endpoint policies of the Host Compute Network (<c>TierAcl</c>, version 14 and later).</summary>
internal sealed class HnsTierWriter
{
    private const int FirstPriority = 1000;

    private readonly Utf8JsonWriter _json;

    private HnsTierWriter(Utf8JsonWriter json) => _json = json;

    /// <summary>The list.</summary>
    /// <param name="tiers">The tiers of each direction.</param>
    public static string Write(ImmutableArray<(Directions Direction, ImmutableArray<HnsTier> Tiers)> tiers)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, HnsLists.Json))
        {
            var writer = new HnsTierWriter(json);
            json.WriteStartArray();
            foreach ((Directions direction, ImmutableArray<HnsTier> own) in tiers)
            {
                string name = direction == Directions.Ingress ? "In" : "Out";
                for (int order = 0; order < own.Length; order++)
                {
                    writer.WriteTier(own[order], name, order + 1);
                }
            }

            foreach (string direction in (ReadOnlySpan<string>)["In", "Out"])
            {
                writer.WriteHostRule(direction);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private void WriteTier(HnsTier tier, string direction, int order)
    {
        _json.WriteStartObject();
        _json.WriteString("Type", "TierAcl");
        _json.WriteStartObject("Settings");
        _json.WriteString("Name", tier.Name);
        _json.WriteString("Direction", direction);
        _json.WriteNumber("Order", order);
        _json.WriteStartArray("TierAclRules");
        int priority = FirstPriority;
        foreach (HnsTierRule rule in tier.Rules)
        {
            WriteRule(rule, direction, ref priority);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteRule(HnsTierRule rule, string direction, ref int priority)
    {
        foreach (IGrouping<(Protocol? Protocol, Interval<ushort>? Source), AclTraffic> group in AclTraffic.Of(rule.Traffic).GroupBy(traffic => (traffic.Protocol, (Interval<ushort>?)traffic.Source)))
        {
            string source = HnsLists.Ports([group.First().Source]).Single();
            foreach (string remote in HnsLists.Addresses(rule.Remote))
            {
                foreach (string ports in HnsLists.Ports([.. group.Select(traffic => traffic.Destination)]))
                {
                    (string local, string other) = direction == "In" ? (ports, source) : (source, ports);
                    _json.WriteStartObject();
                    _json.WriteString("Id", rule.Id);
                    Text("Protocols", group.Key.Protocol?.Number.ToString(CultureInfo.InvariantCulture) ?? "");
                    _json.WriteString("TierAclRuleAction", rule.Action == RuleAction.Deny ? "Block" : rule.Action.ToString());
                    Text("RemoteAddresses", remote);
                    Text("LocalPorts", local);
                    Text("RemotePorts", other);
                    _json.WriteNumber("Priority", priority++);
                    _json.WriteEndObject();
                }
            }
        }
    }

    private void WriteHostRule(string direction)
    {
        _json.WriteStartObject();
        _json.WriteString("Type", "ACL");
        _json.WriteStartObject("Settings");
        _json.WriteString("Action", "Allow");
        _json.WriteString("Direction", direction);
        _json.WriteString("RuleType", "Host");
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void Text(string name, string value)
    {
        if (value.Length > 0)
        {
            _json.WriteString(name, value);
        }
    }
}
