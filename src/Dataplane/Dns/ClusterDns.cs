using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Dns;

/// <summary>
/// The answers of cluster DNS, as the Kubernetes DNS specification 1.1.0 gives them: all for the zone and for the
/// reverse of Service addresses. Upper and lower case are alike. It never changes.
/// </summary>
public sealed partial class ClusterDns
{
    private const string Version = "1.1.0";

    private readonly ImmutableArray<string> _zone;
    private readonly DnsSettings _settings;
    private readonly Dictionary<(string Namespace, string Name), DnsService> _services = [];
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<(string Namespace, IpAddress Address)> _pods = [];
    private readonly Dictionary<IpAddress, List<string>> _reverse = [];

    private ClusterDns(DnsSettings settings, ImmutableArray<string> zone) => (_settings, _zone) = (settings, zone);

    /// <summary>Sets up DNS for Services, pods and namespaces; those of Services and pods exist without being given.</summary>
    /// <returns>The setting that is out of range; null if none is.</returns>
    public static DnsError? TryCreate(
        DnsSettings settings, IEnumerable<DnsService> services, IEnumerable<DnsPod> pods, IEnumerable<string> namespaces, out ClusterDns? dns)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(pods);
        ArgumentNullException.ThrowIfNull(namespaces);
        dns = null;
        if (settings.Check(out ImmutableArray<string> zone) is { } error)
        {
            return error;
        }

        dns = new(settings, zone);
        dns.AddServices(services);
        dns.AddPods(pods);
        dns._namespaces.UnionWith(namespaces.Select(name => name.ToLowerInvariant()));
        return null;
    }

    /// <summary>Answers a question; a missing final dot changes nothing.</summary>
    public DnsAnswer Resolve(string? name, DnsRecordType type)
    {
        if (!DnsName.TryParse(name, out ImmutableArray<string> labels))
        {
            return new(DnsStatus.Malformed, [], null);
        }

        if (labels.Below(_zone) is { } below)
        {
            return Answer(InZone(below), type);
        }

        ImmutableArray<DnsRecord>? reverse = ReverseName.Read(labels) is { } address && _reverse.TryGetValue(address, out List<string>? targets)
            ? [.. targets.Select(target => Record(labels.Text(), new DnsData.Reverse(target)))]
            : null;
        return reverse is null ? new(DnsStatus.Elsewhere, [], null) : Answer(reverse, type);
    }

    private DnsAnswer Answer(ImmutableArray<DnsRecord>? records, DnsRecordType type)
    {
        if (records is not { } existing)
        {
            return new(DnsStatus.NoSuchName, [], Head());
        }

        ImmutableArray<DnsRecord> asked = [.. existing.Where(record => record.Type == type || record.Type == DnsRecordType.Cname)];
        return asked.IsEmpty ? new(DnsStatus.NoData, [], Head()) : new(DnsStatus.Found, asked, null);
    }

    private ImmutableArray<DnsRecord>? InZone(ImmutableArray<string> below) => below switch
    {
        [] => [Head()],
        ["dns-version"] => [Record(Absolute(below), new DnsData.Text(Version))],
        [.. var rest, "svc"] => Services(rest),
        [.. var rest, "pod"] => Pods(rest),
        _ => null,
    };

    private DnsRecord Head() => Record(_zone.Text(), new DnsData.ZoneHead());

    private DnsRecord Record(string name, DnsData data) => new(name, _settings.Ttl, data);

    private string Absolute(ImmutableArray<string> below) => below.AddRange(_zone).Text();
}
