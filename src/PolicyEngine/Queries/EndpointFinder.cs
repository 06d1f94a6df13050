using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>Finds the endpoints that a name stands for, by the same rules as a <see cref="Query"/>.</summary>
public static class EndpointFinder
{
    private const string HostEndpointPrefix = "hep/";

    /// <summary>The endpoints, each once and by name; none where <paramref name="error"/> says why.</summary>
    /// <param name="snapshot">Where to look.</param>
    /// <param name="reference">A name such as <c>shop/web-0</c>, <c>deploy/shop/web</c>, <c>svc/shop/web</c> or an address.</param>
    /// <param name="defaultNamespace">The namespace of a name that gives none.</param>
    /// <param name="error">What is wrong; null where endpoints were found.</param>
    public static ImmutableArray<Endpoint> Find(PolicySnapshot snapshot, string reference, string defaultNamespace, out QueryError? error) =>
        Find(snapshot, reference, defaultNamespace, sends: false, out error);

    /// <summary>The endpoints that a name stands for as <see cref="Query.From"/>: as <see cref="Find(PolicySnapshot, string, string, out QueryError?)"/>, but a port of a service does not send.</summary>
    /// <param name="snapshot">Where to look.</param>
    /// <param name="reference">The name.</param>
    /// <param name="defaultNamespace">The namespace of a name that gives none.</param>
    /// <param name="error">What is wrong; null where endpoints were found.</param>
    public static ImmutableArray<Endpoint> FindSources(PolicySnapshot snapshot, string reference, string defaultNamespace, out QueryError? error) =>
        Find(snapshot, reference, defaultNamespace, sends: true, out error);

    /// <summary>
    /// The kind that a name begins with, in full, whichever way it is written: <c>Service</c> of <c>svc/shop/web</c>, <c>Node</c> of <c>no/w1</c>,
    /// <c>NodePort</c> of <c>nodeport/shop/web@w1</c>. Empty where it begins with none.
    /// </summary>
    /// <param name="reference">The name.</param>
    public static string KindOf(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        string[] parts = reference.Split('/');
        return parts.Length is 2 or 3 && WorkloadKinds.TryGet(parts[0], out string kind) ? kind : "";
    }

    private static ImmutableArray<Endpoint> Find(PolicySnapshot snapshot, string reference, string defaultNamespace, bool sends, out QueryError? error)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(defaultNamespace);
        if (reference.StartsWith(HostEndpointPrefix, StringComparison.OrdinalIgnoreCase) && PartyResolver.FindHostEndpoint(snapshot, reference[HostEndpointPrefix.Length..]) is { } host)
        {
            error = null;
            return [host];
        }

        if (HypotheticalPod.IsReference(reference))
        {
            error = new QueryError("NOT_AN_ENDPOINT", $"`{reference}` is a pod that does not exist; lay it over the input to look at it");
            return [];
        }

        var resolver = new PartyResolver(snapshot, defaultNamespace);
        PartyGroup? group = sends ? resolver.ResolveSource(reference, out error) : resolver.Resolve(reference, out error);
        if (group is null)
        {
            return [];
        }

        ImmutableArray<Endpoint> endpoints = [.. group.Members
            .Where(party => party.Endpoint != Party.NoEndpoint)
            .Select(party => party.Endpoint)
            .Distinct()
            .Order()
            .Select(index => snapshot.Model.Endpoints[index])];
        error = endpoints.IsEmpty ? new QueryError("NOT_AN_ENDPOINT", $"`{reference}` is no endpoint of the input") : null;
        return endpoints;
    }
}
