using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>The compiled form of a model. Immutable but for its cache of tables, which are pure functions of their keys.</summary>
internal sealed class EvaluationGraph
{
    private const int TableCapacity = 4_000_000;

    private readonly TableCache _tables = new(TableCapacity);

    public required ImmutableArray<PolicyChain> Chains { get; init; }

    /// <summary><see cref="PolicyChain.UsesSelf"/> of each chain, close together for evaluation.</summary>
    public required ImmutableArray<bool> ChainUsesSelf { get; init; }

    public required ImmutableArray<AddressClass> Classes { get; init; }

    /// <summary>By the place of the endpoint in the model.</summary>
    public required ImmutableArray<EndpointSides> Endpoints { get; init; }

    /// <summary>The stages of each host endpoint.</summary>
    public required ImmutableArray<HostStages> Hosts { get; init; }

    public required AddressAtlas Atlas { get; init; }

    /// <summary>The families that endpoints without known address are taken to have.</summary>
    public required IpFamilies AssumedFamilies { get; init; }

    /// <summary>How many distinct tables have been made.</summary>
    public int TableCount => _tables.Count;

    /// <summary>What a chain decides between two classes, all given by their numbers.</summary>
    public Decision Decide(int chain, int self, int peer, TrafficPoint traffic)
    {
        DecisionTable table = Find(chain, self, peer, out Decision? only) ?? Make(chain, self, peer);
        return only ?? table.Find(traffic);
    }

    /// <summary>The table of a chain between two classes, all given by their numbers.</summary>
    public DecisionTable Table(int chain, int self, int peer) => Find(chain, self, peer, out _) ?? Make(chain, self, peer);

    /// <summary>The table of a chain where one of the classes is none of the graph's.</summary>
    public DecisionTable Table(int chain, AddressClass self, AddressClass peer) => _tables.MakeApart(Chains[chain], self, peer);

    private DecisionTable? Find(int chain, int self, int peer, out Decision? only) =>
        _tables.Find(chain, ChainUsesSelf[chain] ? self : -1, peer, out only);

    private DecisionTable Make(int chain, int self, int peer) => _tables.Make(Chains[chain], Classes[self], Classes[peer]);
}
