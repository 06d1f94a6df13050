using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity.Gates;

/// <summary>Whom a gate is about. All that is given must hold.</summary>
public sealed record GateParty
{
    /// <summary>Pods of this namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Pods of namespaces with these labels.</summary>
    public Selector? NamespaceLabels { get; init; }

    /// <summary>Pods of a workload, as <c>Deployment/web</c> or <c>web</c>; a pod without one by its own name.</summary>
    public string? Workload { get; init; }

    /// <summary>Pods with these labels, those that their namespaces and service accounts lend them included.</summary>
    public Selector? Labels { get; init; }

    /// <summary>Whether addresses outside the cluster are meant, or pods; null for either.</summary>
    public bool? IsExternal { get; init; }

    /// <summary>Who has one of these addresses.</summary>
    public AddressSet? Addresses { get; init; }

    /// <summary>Whether a party is meant, at least in part.</summary>
    /// <param name="party">One pod, or a range of addresses outside.</param>
    /// <param name="namespaceLabels">The labels of namespaces by name.</param>
    internal bool Holds(MatrixParty party, IReadOnlyDictionary<string, LabelSet> namespaceLabels)
    {
        if (IsExternal is { } external && external != party.IsOutside)
        {
            return false;
        }

        if (party.Range is { } range)
        {
            return Namespace is null && NamespaceLabels is null && Workload is null && Labels is null
                && (Addresses is null || Addresses.Overlaps(AddressSet.FromRange(range.First, range.Last)));
        }

        return (Namespace is null || party.Namespace == Namespace)
            && (NamespaceLabels is null || (namespaceLabels.TryGetValue(party.Namespace, out LabelSet? labels) && NamespaceLabels.Matches(labels)))
            && party.Endpoints.Any(Holds);
    }

    private bool Holds(Endpoint endpoint) =>
        (Workload is null || Workload == endpoint.Workload || Workload == NameOf(endpoint))
        && (Labels is null || Labels.Matches(endpoint.Labels))
        && (Addresses is null || endpoint.Addresses.Any(Addresses.Contains));

    private static string NameOf(Endpoint endpoint) =>
        endpoint.Workload.Length == 0 ? endpoint.Name : endpoint.Workload[(endpoint.Workload.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
