using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Connectivity;

/// <summary>
/// In which endpoints a snapshot differs from an earlier one, as far as rules can tell. A chain that both have, that belongs to none of these
/// and of whose rules none tells what they are from what they were, decides the same.
/// </summary>
internal sealed class EndpointChanges
{
    // By number.
    private readonly HashSet<int> _endpoints = [];
    private readonly HashSet<int> _selectors = [];

    private EndpointChanges()
    {
    }

    /// <summary>What differs; null where that is more than policies, or what endpoints are to selectors.</summary>
    public static EndpointChanges? Between(PolicySnapshot before, PolicySnapshot after)
    {
        var changes = new EndpointChanges();
        return ChangeSet.AreAlikeButForPolicies(before, after) || (before.Graph.SharesWith(after.Graph) && changes.Note(before, after)) ? changes : null;
    }

    /// <summary>Whether a party is the same to rules as it was: numbers may have been given away, and an address outside is always the same.</summary>
    public bool AreSame(in Party before, in Party after) => before.Endpoint == after.Endpoint && !_endpoints.Contains(after.Endpoint);

    /// <summary>Whether a chain may decide otherwise than it did.</summary>
    /// <param name="chain">A chain that both snapshots have.</param>
    /// <param name="members">The endpoints it belongs to.</param>
    public bool Concern(PolicyChain chain, List<int> members) => _endpoints.Count > 0
        && (members.Exists(_endpoints.Contains) || Array.Exists(chain.Index.Rules, rule => Tells(rule.Peer(chain.Direction))));

    private bool Tells(in CompiledPeer peer) => _selectors.Contains(peer.Selector) || _selectors.Contains(peer.NotSelector);

    private bool Note(PolicySnapshot before, PolicySnapshot after)
    {
        foreach ((int number, Endpoint? was, Endpoint? now) in after.Model.Endpoints.Differences(before.Model.Endpoints))
        {
            if (was is null || now is null || (was.Kind, was.Node) != (now.Kind, now.Node) || !was.Addresses.AsSpan().SequenceEqual(now.Addresses.AsSpan()))
            {
                return false;
            }

            (EndpointSides earlier, EndpointSides later) = (before.Graph.SidesOf(number), after.Graph.SidesOf(number));
            if (earlier with { Endpoint = now, AsPod = null } == later with { AsPod = null })
            {
                continue;
            }

            _endpoints.Add(number);
            if (!Note(after.Graph, earlier.V4Class, later.V4Class) || !Note(after.Graph, earlier.V6Class, later.V6Class))
            {
                return false;
            }
        }

        return true;
    }

    private bool Note(EvaluationGraph graph, int before, int after)
    {
        if (before == after)
        {
            return true;
        }

        if (before < 0 || after < 0)
        {
            return false;
        }

        (AddressClass was, AddressClass now) = (graph.Classes[before], graph.Classes[after]);
        if (!ReferenceEquals(was.AddressSets, now.AddressSets) || !ReferenceEquals(was.PossibleAddressSets, now.PossibleAddressSets) || was.Owners.Length != now.Owners.Length)
        {
            return false;
        }

        Note(was.Selectors, now.Selectors);
        Note(was.PossibleSelectors, now.PossibleSelectors);
        foreach ((AddressOwner earlier, AddressOwner later) in was.Owners.Zip(now.Owners))
        {
            if (earlier.PortsId != later.PortsId)
            {
                return false;
            }

            Note(earlier.Selectors, later.Selectors);
        }

        return true;
    }

    private void Note(Signature before, Signature after)
    {
        HashSet<int> differing = [.. before.Numbers];
        differing.SymmetricExceptWith(after.Numbers.ToArray());
        _selectors.UnionWith(differing);
    }
}
