using System.Runtime.InteropServices;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// One side of a flow, resolved against one snapshot: an endpoint with one of its addresses, or an address that
/// belongs to nothing known. Get one from <see cref="PolicySnapshot.TryGetParty(string, out Party)"/> and its siblings.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Party
{
    internal const int NoEndpoint = -1;

    // Not one nullable field, which would be eight bytes longer: flows are kept by the thousand.
    private readonly IpAddress _address;
    private readonly bool _hasAddress;

    /// <summary>The family its traffic has.</summary>
    public IpFamily Family { get; internal init; }

    /// <summary>The address; null where the input does not give it.</summary>
    public IpAddress? Address
    {
        get => _hasAddress ? _address : null;
        internal init => (_hasAddress, _address) = (value is not null, value.GetValueOrDefault());
    }

    /// <summary>The port of a node through which it is reached as a destination; null where it is reached directly.</summary>
    public EntryPoint? Via { get; internal init; }

    /// <summary>The domain name it is known by alone; null where it is an endpoint or has an address.</summary>
    public string? DomainName => Named?.DomainName;

    internal EvaluationGraph Graph { get; init; }

    /// <summary>The class of something known by its domain name alone, which is none of the graph's; null for all else.</summary>
    internal AddressClass? Named { get; init; }

    internal AddressClass Class => Named ?? Graph.Classes[AddressClass];

    /// <summary>The endpoint's place in the model; <see cref="NoEndpoint"/> for an address that is none's.</summary>
    internal int Endpoint { get; init; }

    /// <summary>The class of the address; negative where it has none in this family.</summary>
    internal int AddressClass { get; init; }

    /// <summary>The class of an endpoint in the other family; negative where it has none.</summary>
    internal int OtherClass { get; init; }

    /// <summary>The chain for traffic towards it; negative where policy does not govern it.</summary>
    internal int IngressChain { get; init; }

    /// <summary>The chain for traffic from it; negative where policy does not govern it.</summary>
    internal int EgressChain { get; init; }

    /// <summary>The chain for a direction of its traffic; negative where policy does not govern it.</summary>
    internal int Chain(Directions direction) => direction == Directions.Ingress ? IngressChain : EgressChain;

    /// <summary>
    /// Whether chains and classes are all that decides about it: it has a class, is no process of a node, and no host
    /// endpoint may have its address. Known in advance, so that judging such a party needs no further look at it.
    /// </summary>
    internal bool IsPlain { get; init; }

    /// <summary>Whether it is reached by an address that is not its own, so that even its own packets to itself leave it.</summary>
    internal bool IsTranslated => Service is not null || Via is not null;

    /// <summary>The service by whose address it is reached as a destination; null where it is reached directly or through the port of a node.</summary>
    internal Service? Service { get; init; }

    /// <summary>Whether nothing that is sent to it arrives, as its service keeps traffic on the sender's node and that runs no backend.</summary>
    internal bool IsOutOfReach { get; private init; }

    /// <summary>The endpoint; null for an address that is none's.</summary>
    internal Endpoint? KnownEndpoint => Endpoint == NoEndpoint ? null : Graph.Model.Endpoints[Endpoint];

    /// <summary>Whether it is a pod on its node's network.</summary>
    internal bool IsHostNetworkPod => KnownEndpoint?.Kind == EndpointKind.HostNetworkPod;

    /// <summary>The same, reached by the address of a service.</summary>
    internal Party Behind(Service service) => this with { Service = service, IsPlain = false };

    /// <summary>
    /// The same, reached through the port of a node: more than its chain and class decides about that.
    /// </summary>
    internal Party Through(EntryPoint entry) => this with { Via = entry, Service = null, IsPlain = false };

    /// <summary>The same, as whoever is on a node without a backend asks for it by a service that keeps traffic there.</summary>
    internal Party OutOfReach() => this with { IsOutOfReach = true, IsPlain = false };

    /// <summary>
    /// The party as it meets an address of another family: an endpoint with its address of that family, which the input
    /// may not give. Endpoints among each other use a family they share, or none.
    /// </summary>
    internal Party Facing(in Party other)
    {
        bool adapts = Family != other.Family && other.Endpoint == NoEndpoint && OtherClass >= 0;
        return adapts ? this with { Family = other.Family, AddressClass = OtherClass, OtherClass = AddressClass, Address = null } : this;
    }
}
