using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Dns;

/// <summary>How a pod with <c>dnsPolicy: ClusterFirst</c> makes questions of the names its programs use.</summary>
/// <param name="Namespace">The pod's namespace.</param>
public sealed record PodResolver(string Namespace)
{
    /// <summary>The zone of the cluster.</summary>
    public string Zone { get; init; } = "cluster.local";

    /// <summary>The node's own search list, which comes last.</summary>
    public ImmutableArray<string> NodeSearch { get; init; } = [];

    /// <summary>Names with fewer dots are searched for before they are asked for as they are.</summary>
    public int Ndots { get; init; } = 5;

    /// <summary>The search list.</summary>
    public ImmutableArray<string> Search => [$"{Namespace}.svc.{Zone}", $"svc.{Zone}", Zone, .. NodeSearch];

    /// <summary>The questions for a name, in the order of asking; a name with a final dot is asked for as it is.</summary>
    public ImmutableArray<string> Candidates(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.EndsWith('.'))
        {
            return [name];
        }

        string itself = name + ".";
        IEnumerable<string> searched = Search.Select(suffix => $"{name}.{suffix.TrimEnd('.')}.");
        return name.Count(character => character == '.') >= Ndots ? [itself, .. searched] : [.. searched, itself];
    }

    /// <summary>The first answer with records; else the last answer. A name that leads elsewhere ends the search.</summary>
    public DnsAnswer Resolve(ClusterDns dns, string name, DnsRecordType type)
    {
        ArgumentNullException.ThrowIfNull(dns);
        DnsAnswer answer = new(DnsStatus.Malformed, [], null);
        foreach (string candidate in Candidates(name))
        {
            answer = dns.Resolve(candidate, type);
            if (answer.Status is DnsStatus.Found or DnsStatus.Elsewhere)
            {
                return answer;
            }
        }

        return answer;
    }
}
