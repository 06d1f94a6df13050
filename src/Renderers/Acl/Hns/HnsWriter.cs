using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns;

/// <summary>
/// Writes the ACL policies of an endpoint of Windows' Host Networking Service (v1 list): decided already, so that only permits
/// and one end for each direction are left. Connections are followed by the switch.
/// </summary>
internal sealed class HnsWriter
{
    private const int FirstPriority = 1000;
    private const int HostPriority = 900;
    private const int MaxItems = 4000;
    private const int AnyProtocol = 256;

    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LossCollector _losses;
    private readonly Utf8JsonWriter _json;
    private int _priority = FirstPriority;

    private HnsWriter(Utf8JsonWriter json, LossCollector losses) => (_json, _losses) = (json, losses);

    /// <summary>The list.</summary>
    /// <param name="decisions">What is decided about one endpoint, each direction and family; the lists are for IPv4 only.</param>
    /// <param name="hostAddresses">The addresses of the endpoint's node, from which it is always reached.</param>
    /// <param name="losses">Told what cannot be said exactly.</param>
    public static string Write(IReadOnlyList<ScopeDecision> decisions, IReadOnlyList<IpAddress> hostAddresses, LossCollector losses)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            var writer = new HnsWriter(json, losses);
            json.WriteStartArray();
            IpAddress[] hosts = [.. hostAddresses.Where(address => address.Family == IpFamily.V4)];
            if (hosts.Length > 0)
            {
                writer.Rule("allow-host-to-endpoint", AnyProtocol, "Allow", "In", string.Join(',', hosts.Select(host => $"{host}/32")), "", "", "Switch", HostPriority);
            }

            foreach (ScopeDecision decision in decisions)
            {
                writer.WriteDecision(decision);
            }

            foreach (string direction in (ReadOnlySpan<string>)["In", "Out"])
            {
                writer.Rule("", AnyProtocol, "Allow", direction, "", "", "", "Host", null);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private void WriteDecision(ScopeDecision decision)
    {
        if (decision.Family == IpFamily.V6)
        {
            if (decision.Permits is [var first, ..])
            {
                _losses.Add(LossSeverity.Narrowed, "IPv6 cannot be given: its traffic is dropped", decision, first, AclTraffic.Of(first.Traffic).First());
            }

            return;
        }

        string direction = decision.Direction == Directions.Ingress ? "In" : "Out";
        int number = 0;
        foreach (ScopePermit permit in decision.Permits)
        {
            foreach (IGrouping<(Protocol? Protocol, Interval<ushort>? Source), AclTraffic> group in AclTraffic.Of(permit.Traffic).Where(traffic => IsSayable(decision, permit, traffic))
                .GroupBy(traffic => (traffic.Protocol, (Interval<ushort>?)traffic.Source)))
            {
                foreach (string remote in Addresses(permit.Remote))
                {
                    foreach (string ports in Ports([.. group.Select(traffic => traffic.Destination)]))
                    {
                        string source = Ports([group.First().Source]).Single();
                        bool isIngress = decision.Direction == Directions.Ingress;
                        Rule(
                            string.Create(CultureInfo.InvariantCulture, $"permit-{direction.ToLowerInvariant()}-{number++}"),
                            group.Key.Protocol?.Number ?? AnyProtocol,
                            "Allow",
                            direction,
                            remote,
                            isIngress ? ports : source,
                            isIngress ? source : ports,
                            "Switch",
                            _priority++);
                    }
                }
            }
        }

        Rule($"end-{direction.ToLowerInvariant()}", AnyProtocol, "Block", direction, "", "", "", "Switch", _priority++);
    }

    private bool IsSayable(ScopeDecision decision, ScopePermit permit, AclTraffic traffic)
    {
        if (traffic.IcmpType is not null)
        {
            _losses.Add(LossSeverity.Narrowed, "types of ICMP messages cannot be given: where only some are let through, all are dropped", decision, permit, traffic);
            return false;
        }

        if (traffic.Protocol == Protocol.Sctp && traffic.HasPorts)
        {
            _losses.Add(LossSeverity.Narrowed, "SCTP ports cannot be given: traffic to them is dropped", decision, permit, traffic);
            return false;
        }

        return true;
    }

    /// <summary>Lists of blocks, as long as they may be; an empty text for everyone.</summary>
    private static IEnumerable<string> Addresses(AddressSet addresses)
    {
        IpPrefix[] blocks = [.. addresses.Prefixes.Where(block => block.Family == IpFamily.V4)];
        return blocks is [{ Length: 0 }] ? [""] : blocks.Chunk(MaxItems).Select(chunk => string.Join(',', chunk));
    }

    private static IEnumerable<string> Ports(ImmutableArray<Interval<ushort>> ports) => ports.Any(range => range.IsFull) ? [""]
        : ports.Chunk(MaxItems).Select(chunk => string.Join(',', chunk));

    private void Rule(string id, int protocol, string action, string direction, string remote, string localPorts, string remotePorts, string type, int? priority)
    {
        _json.WriteStartObject();
        _json.WriteString("Type", "ACL");
        Text("Id", id);
        _json.WriteNumber("Protocol", protocol);
        _json.WriteString("Action", action);
        _json.WriteString("Direction", direction);
        Text("RemoteAddresses", remote);
        Text("LocalPorts", localPorts);
        Text("RemotePorts", remotePorts);
        _json.WriteString("RuleType", type);
        if (priority is { } known)
        {
            _json.WriteNumber("Priority", known);
        }

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
