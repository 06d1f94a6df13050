using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Yang;

/// <summary>
/// Writes RFC 8519 access lists (<c>ietf-access-control-list@2019-03-04</c>) as JSON (RFC 7951). An entry has one prefix for
/// each side and one range of ports, so that sets become several entries; the model has no implicit end, so that lists say
/// theirs.
/// </summary>
internal sealed class YangAclWriter
{
    private const int LongestName = 64;
    private const string Scope = "scope";
    private const string Module = "ietf-access-control-list:";

    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LossCollector _losses;

    private YangAclWriter(LossCollector losses) => _losses = losses;

    /// <summary>The document.</summary>
    /// <param name="name">The name of the scope.</param>
    /// <param name="decisions">What is decided, each direction and family.</param>
    /// <param name="losses">Told what cannot be said exactly.</param>
    public static string Write(string name, IReadOnlyList<ScopeDecision> decisions, LossCollector losses)
    {
        var writer = new YangAclWriter(losses);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            json.WriteStartObject();
            json.WriteStartObject(Module + "acls");
            json.WriteStartArray("acl");
            foreach (ScopeDecision decision in decisions)
            {
                ScopeDecision? opposite = decisions.FirstOrDefault(other => other.Family == decision.Family && other.Direction != decision.Direction);
                writer.WriteList(json, name, decision, opposite);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>The name of the list for a decision.</summary>
    public static string ListName(string name, ScopeDecision decision) => AclName.Of(
        $"np-{name}-{(decision.Direction == Directions.Ingress ? "in" : "out")}-{VersionOf(decision)}".ToLowerInvariant(),
        character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.',
        LongestName);

    private static string VersionOf(ScopeDecision decision) => decision.Family == IpFamily.V4 ? "v4" : "v6";

    private void WriteList(Utf8JsonWriter json, string name, ScopeDecision decision, ScopeDecision? opposite)
    {
        json.WriteStartObject();
        json.WriteString("name", ListName(name, decision));
        json.WriteString("type", $"{Module}ip{VersionOf(decision)}-acl-type");
        json.WriteStartObject("aces");
        json.WriteStartArray("ace");
        AclPlan plan = AclPlan.Of([.. Sayable(decision), .. opposite is null ? [] : Returning(opposite)], decision.Family);
        AclEntry[] entries =
        [
            .. plan.Plain.SelectMany(permit => Entries("permit", new AclStep(true, permit.Local, permit.Remote, permit.Traffic), decision)),
            .. plan.Excepting.SelectMany(step => Entries(step.IsPermit ? "permit" : "except", step, decision)),
            .. Ends(decision),
        ];
        int width = Math.Max(4, (entries.Length * 10).ToString(CultureInfo.InvariantCulture).Length);
        for (int place = 0; place < entries.Length; place++)
        {
            WriteEntry(json, entries[place], ((place + 1) * 10).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'), decision.Family);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private ImmutableArray<ScopePermit> Sayable(ScopeDecision decision) =>
        _losses.Sayable(decision, traffic => traffic.Protocol == Protocol.Sctp && traffic.HasPorts ? LossCollector.SctpPorts : null);

    /// <summary>What goes the way that replies take.</summary>
    private IEnumerable<ScopePermit> Returning(ScopeDecision opposite)
    {
        foreach (ScopePermit permit in Sayable(opposite))
        {
            _losses.Add(LossSeverity.Approximated, "connections are not followed: everything passes in the way that replies take", opposite, permit, AclTraffic.Of(permit.Traffic).First());
            yield return permit with { Traffic = AclTraffic.ReturningOf(permit.Traffic) };
        }
    }

    private static IEnumerable<AclEntry> Entries(string name, AclStep step, ScopeDecision decision) =>
        from traffic in AclTraffic.Of(step.Traffic)
        from local in Blocks(step.Local, decision.Family)
        from remote in Blocks(step.Remote, decision.Family)
        select decision.Direction == Directions.Egress ? new AclEntry(name, step.IsPermit, local, remote, traffic) : new AclEntry(name, step.IsPermit, remote, local, traffic);

    /// <summary>The scope's end, and that of the list: what is no business of the scope passes.</summary>
    private static IEnumerable<AclEntry> Ends(ScopeDecision decision)
    {
        IpPrefix all = IpPrefix.Of(decision.Family == IpFamily.V4 ? IpAddress.V4(0) : IpAddress.V6(0), 0);
        foreach (IpPrefix local in Blocks(decision.Local, decision.Family))
        {
            yield return decision.Direction == Directions.Ingress
                ? new AclEntry(Scope, false, all, local, AclTraffic.All)
                : new AclEntry(Scope, false, local, all, AclTraffic.All);
        }

        yield return new AclEntry("others", true, all, all, AclTraffic.All);
    }

    private static IEnumerable<IpPrefix> Blocks(AddressSet addresses, IpFamily family) => addresses.Prefixes.Where(block => block.Family == family);

    private static void WriteEntry(Utf8JsonWriter json, AclEntry entry, string number, IpFamily family)
    {
        json.WriteStartObject();
        json.WriteString("name", $"ace-{number}-{entry.Name}");
        (string l3, string version) = family == IpFamily.V4 ? ("ipv4", "ipv4") : ("ipv6", "ipv6");
        bool matchesL3 = entry.Source.Length > 0 || entry.Destination.Length > 0 || entry.Traffic.Protocol is not null;
        if (matchesL3)
        {
            json.WriteStartObject("matches");
            json.WriteStartObject(l3);
            if (entry.Traffic.Protocol is { } protocol)
            {
                json.WriteNumber("protocol", protocol.Number);
            }

            WriteBlock(json, $"source-{version}-network", entry.Source);
            WriteBlock(json, $"destination-{version}-network", entry.Destination);
            json.WriteEndObject();
            WritePorts(json, entry.Traffic);
            json.WriteEndObject();
        }

        json.WriteStartObject("actions");
        json.WriteString("forwarding", Module + (entry.IsPermit ? "accept" : "drop"));
        if (entry.Name == Scope)
        {
            json.WriteString("logging", Module + "log-syslog");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBlock(Utf8JsonWriter json, string name, IpPrefix block)
    {
        if (block.Length > 0)
        {
            json.WriteString(name, block.ToString());
        }
    }

    private static void WritePorts(Utf8JsonWriter json, AclTraffic traffic)
    {
        if (traffic.IcmpType is { } type)
        {
            json.WriteStartObject("icmp");
            json.WriteNumber("type", type);
            if (traffic.IcmpCode is { } code)
            {
                json.WriteNumber("code", code);
            }

            json.WriteEndObject();
        }
        else if (traffic.HasPorts)
        {
            json.WriteStartObject(traffic.Protocol == Protocol.Tcp ? "tcp" : "udp");
            WriteRange(json, "source-port", traffic.Source);
            WriteRange(json, "destination-port", traffic.Destination);
            json.WriteEndObject();
        }
    }

    private static void WriteRange(Utf8JsonWriter json, string name, Interval<ushort> ports)
    {
        if (ports.IsFull)
        {
            return;
        }

        json.WriteStartObject(name);
        if (ports.Low == ports.High || ports.Low == 0 || ports.High == ushort.MaxValue)
        {
            (string operation, ushort port) = ports.Low == ports.High ? ("eq", ports.Low) : ports.Low == 0 ? ("lte", ports.High) : ("gte", ports.Low);
            json.WriteString("operator", operation);
            json.WriteNumber("port", port);
        }
        else
        {
            json.WriteNumber("lower-port", ports.Low);
            json.WriteNumber("upper-port", ports.High);
        }

        json.WriteEndObject();
    }

    private sealed record AclEntry(string Name, bool IsPermit, IpPrefix Source, IpPrefix Destination, AclTraffic Traffic);
}
