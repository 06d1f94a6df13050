using System.Collections.Immutable;
using System.Numerics;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// The compiled form of a model. It never changes in what it says: chains, classes and tables are made when they are first
/// asked for, and are pure functions of the model.
/// </summary>
internal sealed class EvaluationGraph
{
    private const int TableCapacity = 4_000_000;

    private readonly TableCache _tables;
    private readonly Classifier _classifier;

    public EvaluationGraph(
        PolicyModel model,
        ClusterIndex cluster,
        PredicateTable predicates,
        LayeredSets ruleSets,
        ImmutableArray<CompiledPolicy> policies,
        ProfileCompiler profiles,
        Func<Endpoint, HostChainForms> formsOf,
        EvaluationGraph? basis)
    {
        (Model, Cluster, Predicates, RuleSets, Policies, Profiles) = (model, cluster, predicates, ruleSets, policies, profiles);
        _classifier = new Classifier(model, cluster, predicates, ruleSets, policies, profiles, basis?._classifier);
        _tables = new TableCache(TableCapacity);
        (Stages, Tunnels) = (new StageTables(), new TunnelTables(model.Felix, model.IpPools, model.Profile));
        (Chains, Classes) = (_classifier.Chains, _classifier.Classes);
        Hosts = [.. model.Endpoints.Hosts.Where(endpoint => endpoint.Kind == EndpointKind.HostEndpoint).Select(host => _classifier.StagesOf(host, formsOf(host)))];
    }

    /// <summary>The graph of another cluster of which all holds that was found out about this one, but for endpoints that differ.</summary>
    private EvaluationGraph(EvaluationGraph other, PolicyModel model, ClusterIndex cluster)
    {
        (Model, Cluster, Predicates, RuleSets, Policies, Profiles) = (model, cluster, other.Predicates, other.RuleSets, other.Policies, other.Profiles);
        (_classifier, _tables, Stages, Tunnels, Chains, Classes, Hosts) = (other._classifier, other._tables, other.Stages, other.Tunnels, other.Chains, other.Classes, other.Hosts);
    }

    public PolicyModel Model { get; }

    public ClusterIndex Cluster { get; }

    public PredicateTable Predicates { get; }

    /// <summary>The address sets that rules test.</summary>
    public LayeredSets RuleSets { get; }

    public ImmutableArray<CompiledPolicy> Policies { get; }

    public ProfileCompiler Profiles { get; }

    /// <summary>The chains made so far.</summary>
    public GrowingList<PolicyChain> Chains { get; }

    /// <summary>The chain with a number.</summary>
    public PolicyChain Chain(int id) => Chains[PolicyChain.PlaceOf(id)];

    /// <summary>The classes made so far.</summary>
    public GrowingList<AddressClass> Classes { get; }

    /// <summary>The stages of each host endpoint.</summary>
    public ImmutableArray<HostStages> Hosts { get; }

    /// <summary>The tables of stages made so far.</summary>
    public StageTables Stages { get; }

    /// <summary>What nodes make of encapsulated packets.</summary>
    public TunnelTables Tunnels { get; }

    /// <summary>How many distinct tables have been made.</summary>
    public int TableCount => _tables.Count;

    /// <summary>Whether this and another graph are of the same nodes and policies, and share what they find out.</summary>
    public bool SharesWith(EvaluationGraph other) => _classifier == other._classifier;

    /// <summary>
    /// The graph of a model that differs from this one's in a few endpoints alone, none of which makes another of a host; null where there is more to it. What it
    /// costs follows the difference.
    /// </summary>
    public EvaluationGraph? With(PolicyModel model, ClusterIndex cluster) => HasRulesOf(model) && _classifier.HoldsIn(Cluster, cluster, Profiles) ? new EvaluationGraph(this, model, cluster) : null;

    public EndpointSides SidesOf(int endpoint) => _classifier.SidesOf(Cluster, endpoint);

    /// <summary>The class of an address and the first endpoint that holds it, or -1.</summary>
    public (int Class, int Endpoint) Find(IpAddress address) => _classifier.Find(Cluster, address);

    /// <summary>The class that an endpoint would have at another address.</summary>
    public int ClassAt(IpAddress address, int endpoint) => _classifier.ClassAt(address, Model.Endpoints[endpoint]);

    /// <summary>One address for each endpoint and each class of addresses that are no endpoint's, among given ones.</summary>
    public IEnumerable<IpAddress> Representatives(AddressSet addresses)
    {
        var seen = new HashSet<(int, int)>();
        return Ranges(addresses).Select(range => range.Low).Where(address => seen.Add(Find(address)));
    }

    /// <summary>The given addresses, cut where they may be told apart: at the edges of the sets that rules test, of network sets, and at endpoints' addresses.</summary>
    public IEnumerable<(IpAddress Low, IpAddress High)> Ranges(AddressSet addresses) =>
        Ranges(addresses.V4, [RuleSets.First.V4, RuleSets.Second.V4, Cluster.NetworkSets.V4], Cluster.V4, IpAddress.V4)
            .Concat(Ranges(addresses.V6, [RuleSets.First.V6, RuleSets.Second.V6, Cluster.NetworkSets.V6], Cluster.V6, IpAddress.V6));

    /// <summary>What a chain decides between two classes, all given by their numbers.</summary>
    public Decision Decide(int chain, int self, int peer, TrafficPoint traffic)
    {
        DecisionTable table = Find(chain, self, peer, out Decision? only) ?? Make(chain, self, peer);
        return only ?? table.Find(traffic);
    }

    /// <summary>The table of a chain between two classes, all given by their numbers.</summary>
    public DecisionTable Table(int chain, int self, int peer) => Find(chain, self, peer, out _) ?? Make(chain, self, peer);

    /// <summary>The table of a chain where one of the classes is none of the graph's.</summary>
    public DecisionTable Table(int chain, AddressClass self, AddressClass peer) => _tables.MakeApart(Chain(chain), self, peer);

    private bool HasRulesOf(PolicyModel model) =>
        model.Policies == Model.Policies && model.Tiers == Model.Tiers && model.Nodes == Model.Nodes && model.NetworkSets == Model.NetworkSets && model.Profile == Model.Profile
        && model.Request == Model.Request && ReferenceEquals(model.Felix, Model.Felix) && model.ServiceAddresses == Model.ServiceAddresses && model.HostsInDoubt == Model.HostsInDoubt
        && model.IpPools == Model.IpPools;

    private DecisionTable? Find(int chain, int self, int peer, out Decision? only) =>
        _tables.Find(chain, PolicyChain.UsesSelfOf(chain) ? self : -1, PolicyChain.UsesPeerOf(chain) ? peer : -1, out only);

    private DecisionTable Make(int chain, int self, int peer) => _tables.Make(Chain(chain), Classes[self], Classes[peer]);

    /// <summary>Goes from edge to edge.</summary>
    private static IEnumerable<(IpAddress Low, IpAddress High)> Ranges<T>(
        IntervalSet<T> addresses, SetPlane<T>[] planes, EndpointPlane<T> endpoints, Func<T, IpAddress> addressOf)
        where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T>
    {
        foreach (Interval<T> interval in addresses.Intervals)
        {
            T? next = interval.Low;
            while (next is { } position && position <= interval.High)
            {
                T behind = position;
                next = position == T.MaxValue ? null
                    : endpoints.Find(position).IsEmpty ? planes.Aggregate(endpoints.Next(position), (least, plane) => Least(least, plane.NextStart(position)))
                    : ++behind;
                T last = interval.High;
                if (next is { } edge && edge <= interval.High)
                {
                    last = --edge;
                }

                yield return (addressOf(position), addressOf(last));
            }
        }
    }

    private static T? Least<T>(T? one, T? other)
        where T : struct, IComparable<T> => one is null || (other is { } second && second.CompareTo(one.Value) < 0) ? other : one;
}
