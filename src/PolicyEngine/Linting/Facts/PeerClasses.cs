using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>All that rules can tell apart of the peers there are: pods, host endpoints and addresses outside.</summary>
internal sealed class PeerClasses
{
    private readonly Dictionary<CompiledPeer, ImmutableArray<AddressClass>> _byPeer = [];
    private readonly ImmutableArray<AddressClass> _all;

    public PeerClasses(LintContext context)
    {
        EvaluationGraph graph = context.Snapshot.Graph;
        var numbers = new SortedSet<int>();
        foreach (int index in graph.Model.Endpoints.Numbers)
        {
            EndpointSides sides = graph.SidesOf(index);
            numbers.UnionWith(new[] { IpFamily.V4, IpFamily.V6 }.Where(family => sides.Families.HasFlag(family.AsSet())).Select(sides.Class).Where(number => number >= 0));
        }

        numbers.UnionWith(graph.Representatives(AddressSet.All).Select(address => graph.Find(address).Class));
        _all = [.. numbers.Select(number => graph.Classes[number])];
    }

    /// <summary>Those that a peer certainly holds for.</summary>
    public ImmutableArray<AddressClass> Of(CompiledPeer peer)
    {
        lock (_byPeer)
        {
            if (!_byPeer.TryGetValue(peer, out ImmutableArray<AddressClass> known))
            {
                known = [.. _all.Where(candidate => candidate.Satisfies(peer) == Certainty.Yes)];
                _byPeer.Add(peer, known);
            }

            return known;
        }
    }

    /// <summary>The traffic with some peer that both rules match; empty where there is none.</summary>
    public TrafficSet Common(CompiledRule one, CompiledRule other, AddressClass self, Directions direction)
    {
        foreach (AddressClass peer in Of(one.Peer(direction)))
        {
            (AddressClass source, AddressClass destination) = direction == Directions.Ingress ? (peer, self) : (self, peer);
            IpFamilies family = peer.Family.AsSet();
            if (peer.Family == self.Family && one.Holds(source, destination, family) == Certainty.Yes && other.Holds(source, destination, family) == Certainty.Yes
                && one.TrafficBetween(source, destination).Intersect(other.TrafficBetween(source, destination)) is { IsEmpty: false } common)
            {
                return common;
            }
        }

        return TrafficSet.Empty;
    }
}
