using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Finds what people mean when they name an endpoint.</summary>
internal sealed partial class PartyResolver(PolicySnapshot snapshot, string defaultNamespace)
{
    /// <summary>What stands before a domain name.</summary>
    public const string DomainNamePrefix = "fqdn:";

    private const string ServicePrefix = "svc/";
    private const string NoEndpoint = "ENDPOINT_NOT_FOUND";
    private const int MaxCandidates = 10;

    /// <summary>The group that traffic goes to: at a service's address or through a node's port, the backends. Otherwise as <see cref="Resolve"/>.</summary>
    public PartyGroup? ResolveDestination(Query query, out QueryError? error)
    {
        error = null;
        string reference = PlainAddress(query.To);
        if (IpAddress.TryParse(reference, out IpAddress address))
        {
            if (snapshot.Model.Services.FirstOrDefault(service => service.ClusterAddresses.Contains(address)) is { } found)
            {
                PartyGroup? backends = Backends(found, address.Family.AsSet(), found.IsInternalTrafficLocal, ref error);
                return backends is null ? null : Translated(backends with
                {
                    Service = found,
                    Notes = [$"{address} is the address of service {found.Namespace}/{found.Name}", .. backends.Notes],
                });
            }

            if (snapshot.Model.Services.FirstOrDefault(service => service.ExternalAddresses.Contains(address)) is { } exposed)
            {
                return Fail(
                    "SERVICE_ADDRESS",
                    $"{address} leads from outside to service `{exposed.Namespace}/{exposed.Name}`; ask about `svc/{exposed.Namespace}/{exposed.Name}` from inside, or `nodeport/{exposed.Namespace}/{exposed.Name}`",
                    ref error);
            }
        }

        if (reference.StartsWith(DomainNamePrefix, StringComparison.Ordinal))
        {
            return ResolveDomainName(reference[DomainNamePrefix.Length..], ref error);
        }

        string[] parts = reference.Split('/');
        if (EndpointFinder.KindOf(reference) == WorkloadKinds.NodePort)
        {
            return ResolveNodePort(parts.Length == 3 ? parts[1] : defaultNamespace, parts[^1], ref error);
        }

        PartyGroup? group = ResolveOpenedPort(query with { To = reference }, ref error) ?? (error is null ? Resolve(reference, out error) : null);
        return group is null ? null : Translated(WithoutOpenedPorts(query, group));
    }

    /// <summary>The group that traffic comes from: no port of a service goes with it. Otherwise as <see cref="Resolve"/>.</summary>
    public PartyGroup? ResolveSource(string reference, out QueryError? error)
    {
        PartyGroup? group = Resolve(reference, out error);
        return group?.ServicePort is null ? group : Fail("REFERENCE_INVALID", $"`{ShortText.OfName(reference)}` is a destination; its backends do not send from a service's port", ref error);
    }

    /// <summary>The group a reference stands for; otherwise the error says what is wrong.</summary>
    public PartyGroup? Resolve(string reference, out QueryError? error)
    {
        error = null;
        reference = PlainAddress(reference);
        if (IpAddress.TryParse(reference, out IpAddress address))
        {
            return ResolveAddress(address);
        }

        if (IpPrefix.TryParse(reference, out IpPrefix prefix))
        {
            return ResolveBlock(prefix, ref error);
        }

        if (reference.StartsWith(DomainNamePrefix, StringComparison.Ordinal))
        {
            return Fail("REFERENCE_INVALID", $"`{ShortText.OfName(reference)}` is a destination; rules say nothing about names of sources", ref error);
        }

        int colon = reference.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && reference[..colon] == "selector")
        {
            return ResolveSelector(reference[(colon + 1)..], ref error);
        }

        if (reference == "external")
        {
            return PartiesIn(Outside, withEndpoints: false);
        }

        string[] parts = reference.Split('/');
        if (IpAddress.TryParse(parts[0], out IpAddress first))
        {
            return Fail("REFERENCE_INVALID", $"`{ShortText.OfName(reference)}` is not a block of addresses: what follows `/` is a number from 0 to {(parts[0].Contains(':', StringComparison.Ordinal) ? "128" : "32")}", ref error);
        }

        if (reference.Contains('*', StringComparison.Ordinal))
        {
            return ResolvePattern(parts, reference, ref error);
        }

        return EndpointFinder.KindOf(reference) is { Length: > 0 } kind
            ? ResolveKind(kind, reference, parts.Length == 3 ? parts[1] : defaultNamespace, parts[^1], ref error)
            : parts.Length switch
            {
                1 => ResolveBareName(reference, ref error),
                2 => ResolvePod(parts[0], parts[1], reference, ref error),
                _ => Fail("REFERENCE_INVALID", $"`{ShortText.OfName(reference)}` is not a name of an endpoint", ref error),
            };
    }

    private static PartyGroup? Fail(string code, string message, ref QueryError? error)
    {
        error = new QueryError(code, message);
        return null;
    }

    private PartyGroup ResolveAddress(IpAddress address)
    {
        Party party = snapshot.PartyAt(address);
        return party.Endpoint == Party.NoEndpoint
            ? PartyGroup.Of([party], snapshot.Nodes.NameAt(address) is { Length: > 0 } node ? [$"{address} is an address of node {node}"] : [])
            : PartyGroup.Of([party], $"{address} is the address of {snapshot.Model.Endpoints[party.Endpoint]}");
    }

    /// <summary>An address outside, of either family, of which nothing but the name is known.</summary>
    private PartyGroup? ResolveDomainName(string name, ref QueryError? error)
    {
        if (Uri.CheckHostName(name) != UriHostNameType.Dns)
        {
            return Fail("REFERENCE_INVALID", $"`{ShortText.OfName(name)}` is not a domain name", ref error);
        }

        return ClusterDomain.Holds(name)
            ? Fail("REFERENCE_INVALID", $"`{ShortText.OfName(name)}` is a name of the cluster itself; name the service or the pod", ref error)
            : PartyGroup.Of(
                new[] { IpFamily.V4, IpFamily.V6 }.Select(family => snapshot.Parties.Named(name, family)),
                $"{name} is taken to lead to any address outside the cluster, and to no other name");
    }

    private PartyGroup? ResolveSelector(string expression, ref QueryError? error)
    {
        if (!Selector.TryParse(expression, out Selector? selector, out SelectorError? problem))
        {
            return Fail("SELECTOR_INVALID", string.Create(CultureInfo.InvariantCulture, $"selector at character {problem.Offset + 1}: {problem.Message}"), ref error);
        }

        return EndpointsWhere(endpoint => endpoint.LendsLabels && selector.Matches(endpoint.Labels))
            ?? Fail(NoEndpoint, $"there is no endpoint that matches `{expression}`", ref error);
    }

    private PartyGroup? ResolveKind(string kind, string reference, string @namespace, string name, ref QueryError? error)
    {
        if (@namespace.Length == 0 || name.Length == 0)
        {
            return Fail("REFERENCE_INVALID", $"`{ShortText.OfName(reference)}` lacks a name", ref error);
        }

        switch (kind)
        {
            case "Pod":
                return ResolvePod(@namespace, name, reference, ref error);
            case "Namespace":
                return EndpointsWhere(endpoint => endpoint.Namespace == name)
                    ?? (snapshot.Model.Namespaces.Any(known => known.Name == name)
                        ? Fail(NoEndpoint, $"there is no endpoint in namespace `{ShortText.OfName(name)}`", ref error)
                        : NotFound($"namespace `{ShortText.OfName(name)}`", "", name, "ns/", ref error));
            case "ServiceAccount":
                return EndpointsWhere(endpoint => endpoint.Namespace == @namespace && endpoint.ServiceAccount == name)
                    ?? NotFound($"pod of service account `{ShortText.OfName($"{@namespace}/{name}")}`", @namespace, name, "sa/", ref error);
            case "Service":
                return ResolveService(@namespace, name, ref error);
            case WorkloadKinds.NodePort:
                return Fail("REFERENCE_INVALID", $"`{ShortText.OfName(reference)}` is a destination; it is the node itself that sends", ref error);
            case "Node":
                return ResolveNode(name, ref error);
            case "HostEndpoint":
                return ResolveHostEndpoint(name, ref error);
            case "NetworkSet":
                return ResolveNetworkSet(reference.Split('/').Length == 3 ? @namespace : "", name, ref error);
            default:
                return ResolveWorkload(kind, @namespace, name, ref error);
        }
    }

    private PartyGroup? ResolveWorkload(string kind, string @namespace, string name, ref QueryError? error)
    {
        string workload = $"{kind}/{name}";
        return EndpointsWhere(endpoint => Owns(endpoint) && endpoint.Kind != EndpointKind.FinishedPod)
            ?? (snapshot.Model.Endpoints.Any(Owns)
                ? Fail(NoEndpoint, $"the pods of {kind} `{ShortText.OfName($"{@namespace}/{name}")}` have finished", ref error)
                : NotFound($"{kind} `{ShortText.OfName($"{@namespace}/{name}")}`", @namespace, name, $"{kind}/", ref error));

        bool Owns(Endpoint endpoint) => endpoint.Namespace == @namespace && endpoint.Workload == workload;
    }

    private PartyGroup? ResolvePod(string @namespace, string name, string reference, ref QueryError? error)
    {
        if (snapshot.TryGetPod(@namespace, name, out int index))
        {
            return OfEndpoint(index);
        }

        // `namespace/name` also finds a workload whose pods are not given.
        foreach (int candidate in snapshot.Model.Endpoints.Numbers)
        {
            Endpoint endpoint = snapshot.Model.Endpoints[candidate];
            if (endpoint.Kind == EndpointKind.Workload && endpoint.Namespace == @namespace && endpoint.Name == name)
            {
                return OfEndpoint(candidate);
            }
        }

        return NotFound($"pod `{ShortText.OfName(reference)}`", @namespace, name, "", ref error);
    }

    private PartyGroup? ResolveBareName(string name, ref QueryError? error)
    {
        var found = new List<int>();
        foreach (int index in snapshot.Model.Endpoints.Numbers)
        {
            if (snapshot.Model.Endpoints[index].Name == name)
            {
                found.Add(index);
            }
        }

        if (found.Count == 1)
        {
            return OfEndpoint(found[0]);
        }

        if (found.Count == 0)
        {
            return NotFound($"endpoint `{ShortText.OfName(name)}`", defaultNamespace, name, "", ref error);
        }

        if (found.Where(index => snapshot.Model.Endpoints[index].Namespace == defaultNamespace).ToList() is [var only])
        {
            return OfEndpoint(only);
        }

        string candidates = string.Join(", ", found.Take(MaxCandidates).Select(index => snapshot.Model.Endpoints[index].ToString()));
        return Fail("ENDPOINT_AMBIGUOUS", $"`{ShortText.OfName(name)}` is the name of {found.Count} endpoints: {candidates}", ref error);
    }

    private PartyGroup OfEndpoint(int index)
    {
        Endpoint endpoint = snapshot.Model.Endpoints[index];
        ImmutableArray<Party> parties = snapshot.Parties.OfAny(index);
        return endpoint.Kind == EndpointKind.Workload
            ? PartyGroup.Of(parties, $"{endpoint} stands for its pods, which the input does not list")
            : PartyGroup.Of(parties);
    }

    /// <summary>All endpoints that meet a condition; null where none does.</summary>
    private PartyGroup? EndpointsWhere(Func<Endpoint, bool> condition)
    {
        var members = new List<Party>();
        var notes = new List<string>();
        foreach (int index in snapshot.Model.Endpoints.Numbers)
        {
            if (condition(snapshot.Model.Endpoints[index]))
            {
                PartyGroup one = snapshot.Model.Endpoints[index].Kind == EndpointKind.HostEndpoint
                    ? PartyGroup.Of(AddressesOf(snapshot.Model.Endpoints[index]).Select(snapshot.PartyAt))
                    : OfEndpoint(index);
                members.AddRange(one.Members);
                notes.AddRange(one.Notes);
            }
        }

        return members.Count > 0 ? new PartyGroup([.. members], null, null, [.. notes]) : null;
    }

    private PartyGroup? ResolveService(string @namespace, string nameAndPort, ref QueryError? error) =>
        FindService(ServicePrefix, @namespace, nameAndPort, out string? port, ref error) is { } service && Backends(service, service.Families, service.IsInternalTrafficLocal, ref error) is { } backends
            ? backends with { Service = service, ServicePort = port }
            : null;

    /// <summary>The service of <c>NAME[:PORT]</c>.</summary>
    private Service? FindService(string prefix, string @namespace, string nameAndPort, out string? port, ref QueryError? error)
    {
        int colon = nameAndPort.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? nameAndPort : nameAndPort[..colon];
        port = colon < 0 ? null : nameAndPort[(colon + 1)..];
        Service? service = snapshot.Model.Services.FirstOrDefault(candidate => candidate.Namespace == @namespace && candidate.Name == name);
        if (service is null)
        {
            IEnumerable<string> known = snapshot.Model.Services.Select(candidate => $"{prefix}{candidate.Namespace}/{candidate.Name}");
            error = new QueryError("SERVICE_NOT_FOUND", $"there is no service `{ShortText.OfName($"{@namespace}/{name}")}`{NearestReferences.Hint(name, @namespace, known)}");
        }

        return service;
    }

    /// <summary>Those the cluster recorded; where it recorded none, the pods that the service selects.</summary>
    /// <param name="service">The service.</param>
    /// <param name="families">The families that it is reached in.</param>
    /// <param name="byNode">Whether a node sends to its own alone.</param>
    /// <param name="error">Says that there are none.</param>
    private PartyGroup? Backends(Service service, IpFamilies families, bool byNode, ref QueryError? error)
    {
        EndpointSlice[] recorded = [.. snapshot.Model.EndpointSlices
            .Where(slice => slice.Namespace == service.Namespace && slice.ServiceName == service.Name && !slice.Addresses.IsEmpty)];
        PartyGroup? all = recorded.Length > 0 ? Used(service, recorded, byNode)
            : service.Selector is { } selector ? EndpointsWhere(
                endpoint => endpoint.Namespace == service.Namespace && endpoint.Kind != EndpointKind.FinishedPod && selector.Matches(endpoint.Labels))
            : null;
        ImmutableArray<Party> reached = [.. (all?.Members ?? []).Where(member => families.HasFlag(member.Family.AsSet()))];
        if (reached.Length > 0)
        {
            return all! with { Members = reached };
        }

        string why = recorded.Length > 0 && all!.Members.IsEmpty ? $"no backend of service `{service.Namespace}/{service.Name}` is ready"
            : recorded.Length == 0 && service.Selector is null ? $"service `{service.Namespace}/{service.Name}` has no selector and no endpoint slice"
            : $"no pod is behind service `{service.Namespace}/{service.Name}`{(all is null ? "" : " with an address of the service's family")}";
        return Fail("SERVICE_NO_BACKEND", why, ref error);
    }

    /// <summary>
    /// The backends that traffic is sent to: those that are ready, else those that serve until they have ended; by node where a node sends to its own alone
    /// (kube-proxy's choice of endpoints).
    /// </summary>
    private PartyGroup Used(Service service, EndpointSlice[] recorded, bool byNode)
    {
        Party[] ready = [.. recorded.SelectMany(slice => slice.Ready).Distinct().Select(snapshot.PartyAt)];
        HashSet<(IpFamily, string)> served = [.. ready.Select(PlaceOfChoice)];
        Party[] ending = [.. recorded.SelectMany(slice => slice.Ending).Distinct().Select(snapshot.PartyAt).Where(party => !served.Contains(PlaceOfChoice(party)))];
        int left = recorded.SelectMany(slice => slice.Addresses).Distinct().Count() - ready.Length - ending.Length;
        return left == 0 ? PartyGroup.Of(ready.Concat(ending))
            : PartyGroup.Of(ready.Concat(ending), string.Create(CultureInfo.InvariantCulture, $"of service {service.Namespace}/{service.Name} {left} {(left == 1 ? "backend that is" : "backends that are")} not ready {(left == 1 ? "is" : "are")} left out"));

        (IpFamily, string) PlaceOfChoice(Party party) => (party.Family, byNode ? snapshot.Parties.PlaceOf(party).Node : "");
    }

    private PartyGroup? ResolveNode(string name, ref QueryError? error)
    {
        IpAddress[] addresses = AddressesOf(name);
        if (addresses.Length == 0 && snapshot.Nodes.Find(name) is null)
        {
            return Fail("NODE_NOT_FOUND", $"there is no node `{ShortText.OfName(name)}`{NearestReferences.Hint(name, "", NamesIn(NodePrefix))}", ref error);
        }

        return addresses.Length == 0
            ? Fail("NODE_ADDRESS_UNKNOWN", $"the input gives no address of node `{ShortText.OfName(name)}`", ref error)
            : PartyGroup.Of(addresses.Select(snapshot.PartyAt));
    }

    /// <summary>The addresses a node gives, or else those that its host endpoints expect.</summary>
    private IpAddress[] AddressesOf(string node)
    {
        return snapshot.Nodes.Find(node) is { Addresses: { IsEmpty: false } own }
            ? [.. own]
            : [.. snapshot.Model.Endpoints
                .Where(endpoint => endpoint.Kind == EndpointKind.HostEndpoint && endpoint.Node == node)
                .SelectMany(endpoint => endpoint.Addresses)
                .Distinct()];
    }

    /// <summary>The addresses that a host endpoint expects; one that expects none has those of its node.</summary>
    private IpAddress[] AddressesOf(Endpoint hostEndpoint) => hostEndpoint.Addresses.IsEmpty ? AddressesOf(hostEndpoint.Node) : [.. hostEndpoint.Addresses];

    /// <summary>The host endpoint of a name; null where there is none.</summary>
    public static Endpoint? FindHostEndpoint(PolicySnapshot snapshot, string name) =>
        snapshot.Model.Endpoints.FirstOrDefault(endpoint => endpoint.Kind == EndpointKind.HostEndpoint && endpoint.Name == name);

    private PartyGroup? ResolveHostEndpoint(string name, ref QueryError? error)
    {
        if (FindHostEndpoint(snapshot, name) is not { } found)
        {
            return NotFound($"host endpoint `{ShortText.OfName(name)}`", "", name, "hep/", ref error);
        }

        IpAddress[] addresses = AddressesOf(found);
        return addresses.Length == 0
            ? Fail("NODE_ADDRESS_UNKNOWN", $"the input gives no address of host endpoint `{ShortText.OfName(name)}` or its node `{found.Node}`", ref error)
            : PartyGroup.Of(addresses.Select(snapshot.PartyAt));
    }

    private PartyGroup? ResolveNetworkSet(string @namespace, string name, ref QueryError? error) =>
        snapshot.Model.NetworkSets.FirstOrDefault(set => set.Namespace == @namespace && set.Name == name) is { } found
            ? PartiesIn(found.Addresses)
            : Fail("NETWORK_SET_NOT_FOUND", $"there is no network set `{ShortText.OfName(@namespace.Length == 0 ? name : $"{@namespace}/{name}")}`{NearestReferences.Hint(name, @namespace, NamesIn("netset/"))}", ref error);
}
