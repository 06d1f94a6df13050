using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using Label = System.Collections.Generic.KeyValuePair<string, string>;

namespace PolicyEngine.Testing.Generation;

/// <summary>What generated documents speak of. A few words, so that policies and pods meet.</summary>
internal sealed record Vocabulary
{
    private const string World = "0.0.0.0/0";

    /// <summary>The words of generated clusters.</summary>
    public static Vocabulary Small { get; } = new()
    {
        Namespaces = ["shop", "dev", "ops"],
        PodLabels = [new("app", "web"), new("app", "db"), new("role", "web"), new("role", "admin")],
        NamespaceLabels = [new("team", "a"), new("team", "b"), new("kubernetes.io/metadata.name", "shop")],
        Ports = [new("http", Protocol.Tcp, 80), new("", Protocol.Tcp, 8080), new("db", Protocol.Tcp, 6379), new("dns", Protocol.Udp, 53)],
        Blocks = [World, "10.1.0.0/16", "10.1.0.0/30", "10.1.0.2/32", "192.0.2.0/24"],
        FreeNames = ["a", "b", "c", "d", "e", "f"],
        FreeAddresses = ["10.1.0.1", "10.1.0.2", "10.1.0.3", "10.1.0.4", "10.1.0.5", "10.1.0.6"],
    };

    public required ImmutableArray<string> Namespaces { get; init; }

    public required ImmutableArray<Label> PodLabels { get; init; }

    public required ImmutableArray<Label> NamespaceLabels { get; init; }

    /// <summary>Ports that pods declare, some without a name.</summary>
    public required ImmutableArray<EndpointPort> Ports { get; init; }

    /// <summary>Blocks of IPv4 addresses, all of them first.</summary>
    public required ImmutableArray<string> Blocks { get; init; }

    /// <summary>Names that no policy and no endpoint has.</summary>
    public required ImmutableArray<string> FreeNames { get; init; }

    /// <summary>Addresses that nothing has.</summary>
    public required ImmutableArray<string> FreeAddresses { get; init; }

    /// <summary>The words that matter in a cluster, and some that nothing there knows.</summary>
    public static Vocabulary Of(PolicySnapshot snapshot)
    {
        PolicyModel model = snapshot.Model;
        Endpoint[] pods = [.. model.Endpoints.Where(endpoint => endpoint.IsGoverned)];
        return new Vocabulary
        {
            Namespaces = [.. model.Namespaces.Select(space => space.Name)],
            PodLabels = [.. pods.SelectMany(pod => pod.Labels).Where(IsOwn).Append(new("app", "unheard-of")).Distinct()],
            NamespaceLabels = [.. model.Namespaces.SelectMany(space => space.Labels).Append(new("team", "unheard-of")).Distinct()],
            Ports = [.. pods.SelectMany(pod => pod.Ports).Append(new("", Protocol.Tcp, 80)).Append(new("", Protocol.Udp, 53)).Distinct()],
            Blocks = [.. BlocksOf(model).Where(block => block.Family == IpFamily.V4).Select(block => block.ToString()).Prepend(World).Distinct(StringComparer.Ordinal)],
            FreeNames = FreeWords.Names(model),
            FreeAddresses = FreeWords.Addresses(model),
        };
    }

    /// <summary>Whether it is no label that Calico lends.</summary>
    private static bool IsOwn(Label label) =>
        !label.Key.StartsWith("pcns.", StringComparison.Ordinal) && !label.Key.StartsWith("pcsa.", StringComparison.Ordinal)
        && !label.Key.StartsWith("projectcalico.org/", StringComparison.Ordinal);

    private static IEnumerable<IpPrefix> BlocksOf(PolicyModel model) =>
    [
        .. model.Policies.SelectMany(policy => policy.Ingress.Concat(policy.Egress)).SelectMany(rule => ((PeerMatch[])[rule.Source, rule.Destination]))
            .SelectMany(peer => peer.ListedNets.Concat(peer.ListedNotNets)),
        .. model.NetworkSets.SelectMany(set => set.Blocks),
        .. model.IpPools.Select(pool => pool.Cidr),
        .. model.Endpoints.SelectMany(endpoint => endpoint.Addresses).Select(address => IpPrefix.Of(address)),
    ];
}
