using System.Globalization;
using System.Text;
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
    private const int AnyProtocol = 256;

    private readonly LossCollector _losses;
    private readonly Utf8JsonWriter _json;
    private int _priority = FirstPriority;

    private HnsWriter(Utf8JsonWriter json, LossCollector losses) => (_json, _losses) = (json, losses);

    /// <summary>The list.</summary>
    /// <param name="decisions">What is decided about one endpoint, each direction of IPv4.</param>
    /// <param name="hostAddresses">The addresses of the endpoint's node, from which it is always reached.</param>
    /// <param name="losses">Told what cannot be said exactly.</param>
    public static string Write(IReadOnlyList<ScopeDecision> decisions, IReadOnlyList<IpAddress> hostAddresses, LossCollector losses)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, HnsLists.Json))
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
        string direction = decision.Direction == Directions.Ingress ? "In" : "Out";
        AclPlan plan = AclPlan.Of(_losses.Sayable(decision, HnsLists.ReasonAgainst), decision.Family);
        int number = 0;
        foreach (AclStep step in plan.Plain.Select(permit => new AclStep(true, permit.Local, permit.Remote, permit.Traffic)).Concat(plan.Excepting))
        {
            WriteStep(step, direction, ref number);
        }

        Rule($"end-{direction.ToLowerInvariant()}", AnyProtocol, "Block", direction, "", "", "", "Switch", _priority++);
    }

    private void WriteStep(AclStep step, string direction, ref int number)
    {
        (string kind, string action) = step.IsPermit ? ("permit", "Allow") : ("except", "Block");
        foreach (IGrouping<(Protocol? Protocol, Interval<ushort>? Source), AclTraffic> group in AclTraffic.Of(step.Traffic).GroupBy(traffic => (traffic.Protocol, (Interval<ushort>?)traffic.Source)))
        {
            string source = HnsLists.Ports([group.First().Source]).Single();
            foreach (string remote in HnsLists.Addresses(step.Remote))
            {
                foreach (string ports in HnsLists.Ports([.. group.Select(traffic => traffic.Destination)]))
                {
                    (string local, string other) = direction == "In" ? (ports, source) : (source, ports);
                    string id = string.Create(CultureInfo.InvariantCulture, $"{kind}-{direction.ToLowerInvariant()}-{number++}");
                    Rule(id, group.Key.Protocol?.Number ?? AnyProtocol, action, direction, remote, local, other, "Switch", _priority++);
                }
            }
        }
    }

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
