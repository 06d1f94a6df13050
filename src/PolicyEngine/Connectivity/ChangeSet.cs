using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>
/// Whose verdicts may differ between two snapshots: what a webhook has to judge again, a report to write anew, a renderer to
/// render. It may name more than differs and never less. Between a snapshot and one made of it by <see cref="PolicySnapshot.With(IEnumerable{PolicySource}, IEnumerable{string}?, CancellationToken)"/>
/// it costs what the change touches.
/// </summary>
public sealed class ChangeSet
{
    private readonly HashSet<Endpoint> _concerned = new(ReferenceEqualityComparer.Instance);

    private ChangeSet()
    {
    }

    /// <summary>Whether anyone's may: something differs that has a say in all traffic, such as a node, a setting or a tier.</summary>
    public bool ConcernsAll { get; private init; }

    /// <summary>Endpoints that only the later snapshot has.</summary>
    public ImmutableArray<Endpoint> Added { get; private init; } = [];

    /// <summary>Endpoints that only the earlier snapshot has.</summary>
    public ImmutableArray<Endpoint> Removed { get; private init; } = [];

    /// <summary>Endpoints of the later snapshot about which something else is known than in the earlier.</summary>
    public ImmutableArray<Endpoint> Altered { get; private init; } = [];

    /// <summary>Endpoints of the later snapshot that other policies govern, or policies that say something else; they may be among the others too.</summary>
    public ImmutableArray<Endpoint> Regoverned { get; private init; } = [];

    /// <summary>Addresses that rules may take for something else: of the endpoints that differ, and of network sets.</summary>
    public AddressSet Addresses { get; private init; } = AddressSet.Empty;

    /// <summary>Services that lead elsewhere, or of which only one of the snapshots knows.</summary>
    public ImmutableArray<ServiceReference> Services { get; private init; } = [];

    /// <summary>Whether nobody's verdicts differ.</summary>
    public bool IsEmpty => !ConcernsAll && Added.IsEmpty && Removed.IsEmpty && Altered.IsEmpty && Regoverned.IsEmpty && Addresses.IsEmpty && Services.IsEmpty;

    /// <summary>What may differ between two snapshots.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one.</param>
    public static ChangeSet Between(PolicySnapshot before, PolicySnapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        (Endpoint? Was, Endpoint? Now)[] endpoints = [.. after.Model.Endpoints.Differences(before.Model.Endpoints).Select(change => (change.Was, change.Now))];
        ImmutableArray<Endpoint> regoverned = [.. PoliciesThatDiffer(before.Model.Policies, after.Model.Policies).SelectMany(policy => GovernedBy(policy, after.Model.Endpoints)).Distinct(ReferenceEqualityComparer.Instance).Cast<Endpoint>()];
        ILookup<bool, (Endpoint Was, Endpoint Now)> pairs = endpoints.Where(pair => pair is { Was: not null, Now: not null }).ToLookup(pair => IsSame(pair.Was!, pair.Now!), pair => (pair.Was!, pair.Now!));
        var changes = new ChangeSet
        {
            ConcernsAll = HasOtherSettings(before, after) || endpoints.Any(pair => IsHost(pair.Was) || IsHost(pair.Now)) || regoverned.Any(IsHost),
            Added = [.. endpoints.Where(pair => pair.Was is null).Select(pair => pair.Now!), .. pairs[false].Select(pair => pair.Now)],
            Removed = [.. endpoints.Where(pair => pair.Now is null).Select(pair => pair.Was!), .. pairs[false].Select(pair => pair.Was)],
            Altered = [.. pairs[true].Select(pair => pair.Now)],
            Regoverned = regoverned,
            Services = [.. ServicesThatDiffer(before.Model, after.Model).Distinct()],
            Addresses = AddressSet.FromAddresses(endpoints.SelectMany(pair => AddressesOf(pair.Was).AddRange(AddressesOf(pair.Now))))
                .Union(SetsThatDiffer(before.Model.NetworkSets, after.Model.NetworkSets).Aggregate(AddressSet.Empty, (all, set) => all.Union(set.Addresses))),
        };
        changes._concerned.UnionWith(changes.Added.Concat(changes.Altered).Concat(changes.Regoverned));
        return changes;
    }

    /// <summary>Whether the verdict on traffic between two parties, both of the later snapshot, may differ.</summary>
    /// <param name="source">Who sends.</param>
    /// <param name="destination">Who is sent to.</param>
    public bool MayConcern(in Party source, in Party destination) => ConcernsAll || MayConcern(source.Facing(destination)) || MayConcern(destination.Facing(source));

    /// <summary>Whether two snapshots are of the same endpoints, addresses and settings.</summary>
    internal static bool AreAlikeButForPolicies(PolicySnapshot before, PolicySnapshot after) =>
        ReferenceEquals(before.Model.Endpoints, after.Model.Endpoints) && before.Model.NetworkSets == after.Model.NetworkSets && !HasOtherSettings(before, after);

    private bool MayConcern(in Party party) =>
        (party.KnownEndpoint is { } endpoint && _concerned.Contains(endpoint))
        || (party.Service is { } service && Services.Contains(new ServiceReference(service.Namespace, service.Name)))
        || (party.Via is not null && !Services.IsEmpty)
        || (party.Address is { } address ? Addresses.Contains(address) : !Addresses.IsEmpty);

    private static bool HasOtherSettings(PolicySnapshot before, PolicySnapshot after) =>
        before.Model.Profile != after.Model.Profile || before.Model.Tiers != after.Model.Tiers || before.Model.Nodes != after.Model.Nodes || before.Model.IpPools != after.Model.IpPools
        || !ReferenceEquals(before.Model.Felix, after.Model.Felix) || before.Model.ServiceAddresses != after.Model.ServiceAddresses || before.Model.HostsInDoubt != after.Model.HostsInDoubt
        || before.Graph.Cluster.AssumedFamilies != after.Graph.Cluster.AssumedFamilies;

    private static HashSet<Policy> PoliciesThatDiffer(ImmutableArray<Policy> before, ImmutableArray<Policy> after)
    {
        if (before == after)
        {
            return [];
        }

        HashSet<Policy> either = new(before, ReferenceEqualityComparer.Instance);
        either.SymmetricExceptWith(after);
        return either;
    }

    private static IEnumerable<ServiceReference> ServicesThatDiffer(PolicyModel before, PolicyModel after)
    {
        HashSet<Service> services = new(before.Services == after.Services ? [] : before.Services, ReferenceEqualityComparer.Instance);
        services.SymmetricExceptWith(before.Services == after.Services ? [] : after.Services);
        HashSet<EndpointSlice> slices = new(before.EndpointSlices == after.EndpointSlices ? [] : before.EndpointSlices, ReferenceEqualityComparer.Instance);
        slices.SymmetricExceptWith(before.EndpointSlices == after.EndpointSlices ? [] : after.EndpointSlices);
        return services.Select(service => new ServiceReference(service.Namespace, service.Name)).Concat(slices.Select(slice => new ServiceReference(slice.Namespace, slice.ServiceName)));
    }

    private static IEnumerable<NetworkSet> SetsThatDiffer(ImmutableArray<NetworkSet> before, ImmutableArray<NetworkSet> after) =>
        before == after ? [] : before.Except(after).Concat(after.Except(before));

    /// <summary>A policy of a namespace governs what says that it is there, which the labels of a host endpoint may say too; one that is not understood may govern anything.</summary>
    private static IEnumerable<Endpoint> GovernedBy(Policy policy, EndpointList endpoints)
    {
        IEnumerable<Endpoint> candidates = policy is { Name.Namespace.Length: > 0, Fault: null } ? endpoints.NumbersIn(policy.Name.Namespace).Select(number => endpoints[number]).Concat(endpoints.Hosts) : endpoints;
        return candidates.Where(endpoint => (endpoint.LendsLabels || IsHost(endpoint)) && policy.Subject.Matches(endpoint.Labels));
    }

    private static bool IsSame(Endpoint was, Endpoint now) => (was.Kind, was.Namespace, was.Name, was.Workload) == (now.Kind, now.Namespace, now.Name, now.Workload);

    private static bool IsHost(Endpoint? endpoint) => endpoint?.Kind is EndpointKind.HostEndpoint or EndpointKind.HostNetworkPod;

    private static ImmutableArray<IpAddress> AddressesOf(Endpoint? endpoint) => endpoint is null ? [] : endpoint.Addresses;
}
