using System.Collections.Immutable;
using System.Numerics;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries.Stages;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Makes the parties of one snapshot.</summary>
internal sealed class Parties(PolicyModel model, EvaluationGraph graph, NodeIndex nodes, NodeInterfaces interfaces)
{
    /// <summary>The party behind an address: the endpoint that holds it, or the address itself.</summary>
    public Party At(IpAddress address)
    {
        (int addressClass, int endpoint) = graph.Find(address);
        return Make(endpoint, addressClass, address.Family, address);
    }

    /// <summary>An address outside of which the domain name is known and nothing else.</summary>
    public Party Named(string domainName, IpFamily family) => new()
    {
        Graph = graph,
        Endpoint = Party.NoEndpoint,
        OtherClass = EndpointSides.None,
        IngressChain = EndpointSides.None,
        EgressChain = EndpointSides.None,
        Family = family,
        Named = NamedOutsiders.Of(graph, AddressSet.All.Subtract(nodes.AllAddresses), family, domainName),
    };

    /// <summary>One party for each family the endpoint has, IPv4 first.</summary>
    public ImmutableArray<Party> Of(int endpoint)
    {
        EndpointSides sides = graph.SidesOf(endpoint);
        ImmutableArray<Party>.Builder parties = ImmutableArray.CreateBuilder<Party>(BitOperations.PopCount((uint)sides.Families));
        foreach (IpFamily family in (ReadOnlySpan<IpFamily>)[IpFamily.V4, IpFamily.V6])
        {
            if (sides.Families.HasFlag(family.AsSet()))
            {
                parties.Add(Make(endpoint, sides.Class(family), family, model.Endpoints[endpoint].AddressIn(family)));
            }
        }

        return parties.MoveToImmutable();
    }

    /// <summary>As <see cref="Of"/>; an endpoint of no family, a pod that has finished, is one party all the same.</summary>
    public ImmutableArray<Party> OfAny(int endpoint) =>
        Of(endpoint) is { IsEmpty: false } parties ? parties : [Make(endpoint, EndpointSides.None, IpFamily.V4, null)];

    /// <summary>The same flow as another snapshot of the same cluster knows it.</summary>
    public Flow Counterpart(in Flow other) => other with { Source = Counterpart(other.Source), Destination = Counterpart(other.Destination) };

    /// <summary>The same party as another snapshot of the same cluster knows it.</summary>
    public Party Counterpart(in Party other)
    {
        if (other.DomainName is { } name)
        {
            return Named(name, other.Family);
        }

        int addressClass = other.AddressClass < 0 ? EndpointSides.None
            : other.Address is { } address ? graph.Find(address).Class
            : graph.SidesOf(other.Endpoint).Class(other.Family);
        Party same = Make(other.Endpoint, addressClass, other.Family, other.Address);
        same = other.IsOutOfReach ? same.OutOfReach() : same;
        return other.Via is { } entry ? same.Through(entry) : other.Service is { } service ? same.Behind(service) : same;
    }

    /// <summary>The same party as a snapshot knows it that was changed since; null where it is not there any more, or is not plainly the same.</summary>
    public Party? Find(in Party earlier)
    {
        if (earlier.IsTranslated || earlier.DomainName is not null)
        {
            return null;
        }

        if (earlier.KnownEndpoint is not { } endpoint)
        {
            return earlier.Address is { } outside && At(outside) is { Endpoint: Party.NoEndpoint } same ? same : null;
        }

        int number = model.Endpoints.NumberOf(endpoint.Namespace, endpoint.Name, candidate => ReferenceEquals(candidate, endpoint) || (candidate.Kind, candidate.Workload, candidate.Node) == (endpoint.Kind, endpoint.Workload, endpoint.Node));
        foreach (Party party in number < 0 ? [] : Of(number))
        {
            if (party.Family == earlier.Family && party.Address == earlier.Address)
            {
                return party;
            }
        }

        return null;
    }

    /// <summary>
    /// What a pod on its node's network is to NetworkPolicies that take it for a pod, where the enforcement profile leaves it
    /// open whether they do; null for all else.
    /// </summary>
    public Party? AsPod(in Party party) => party.Endpoint != Party.NoEndpoint && graph.SidesOf(party.Endpoint).AsPod is { } sides
        ? party with { AddressClass = sides.Class(party.Family), IngressChain = sides.IngressChain, EgressChain = sides.EgressChain }
        : null;

    /// <summary>
    /// What a destination is to rules that look at it before its service is translated, where the enforcement profile leaves
    /// it open whether they do; null for all else.
    /// </summary>
    public Party? BeforeTranslation(in Party party) => model.Profile.LeavesUndefinedOpen && party.Service?.ClusterAddresses.FirstIn(party.Family) is { } address
        ? party with { AddressClass = party.Endpoint == Party.NoEndpoint ? graph.Find(address).Class : graph.ClassAt(address, party.Endpoint) }
        : null;

    /// <summary>The node whose process the party is, which always reaches the pods it runs (Kubernetes and Calico alike); null for others.</summary>
    public string? NodeOf(in Party party) => NodeOf(party.Endpoint, party.Address);

    /// <summary>Where a party is.</summary>
    public Place PlaceOf(in Party party) =>
        NodeOf(party) is { } host ? new Place(PlaceKind.Host, host)
        : party.Endpoint == Party.NoEndpoint ? Place.Outside
        : new Place(PlaceKind.Pod, model.Endpoints[party.Endpoint].Node);

    private Party Make(int endpoint, int addressClass, IpFamily family, IpAddress? address)
    {
        EndpointSides sides = endpoint == Party.NoEndpoint ? EndpointSides.OfNone : graph.SidesOf(endpoint);
        return new Party
        {
            Graph = graph,
            Endpoint = endpoint,
            AddressClass = addressClass,
            OtherClass = sides.Class(family == IpFamily.V4 ? IpFamily.V6 : IpFamily.V4),
            IngressChain = sides.IngressChain,
            EgressChain = sides.EgressChain,
            Family = family,
            Address = address,
            IsPlain = addressClass >= 0 && NodeOf(endpoint, address) is null && !HasStages(endpoint, family, address),
        };
    }

    private string? NodeOf(int endpoint, IpAddress? address)
    {
        if (endpoint != Party.NoEndpoint)
        {
            return model.Endpoints[endpoint] is { Kind: EndpointKind.HostNetworkPod or EndpointKind.HostEndpoint } host ? host.Node : null;
        }

        return address is { } known ? nodes.NameAt(known) : null;
    }

    /// <summary>Whether more than the party's own chain decides about traffic that is no host's.</summary>
    private bool HasStages(int endpoint, IpFamily family, IpAddress? address)
    {
        if (endpoint == Party.NoEndpoint)
        {
            return address is { } known && model.ServiceAddresses.Contains(known);
        }

        string node = model.Endpoints[endpoint].Node;
        return (interfaces.TouchesForwarded && (node.Length == 0 || interfaces.Of(node).TouchesForwarded))
            || (family == IpFamily.V6 && !model.Felix.Of(node).Ipv6Support);
    }
}
