using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Decisions;

/// <summary>
/// Asks the snapshot what the policies of a scope let through. Rules are not translated one by one: unions, tiers and Pass are
/// decided already.
/// </summary>
internal sealed class ScopeDecisionBuilder
{
    private readonly PolicySnapshot _snapshot;
    private readonly ClassTable _classes;
    private readonly AddressSet[] _addresses;

    // Nodes and their host endpoints are of no class.
    private readonly IpAddress[] _others;

    public ScopeDecisionBuilder(PolicySnapshot snapshot)
    {
        _snapshot = snapshot;
        _classes = snapshot.Classes();
        _addresses = [.. _classes.Classes.Select(known => AddressSet.FromAddresses(known.Members.Select(member => member.Address).OfType<IpAddress>()))];
        _others = [.. snapshot.Model.Nodes.SelectMany(node => node.Addresses.Concat(node.TunnelAddresses)).Concat(snapshot.Model.Endpoints.SelectMany(endpoint => endpoint.Addresses)).Distinct()];

        // Ranges outside reach across addresses that are held.
        AddressSet held = AddressSet.FromAddresses(_others.Concat(snapshot.Model.Services.SelectMany(service => service.ClusterAddresses.Concat(service.ExternalAddresses))));
        foreach (ClassRange range in _classes.Outside)
        {
            _addresses[range.Class] = _addresses[range.Class].Union(AddressSet.FromRange(range.First, range.Last).Subtract(held));
        }
    }

    /// <summary>What a scope lets through in one direction; null where it has no address of the family.</summary>
    public ScopeDecision? Build(RenderScope scope, Directions direction, IpFamily family) => Build(scope, direction, family, decisions => decisions.Allowed);

    /// <summary>What a host decides at one of its addresses, about addresses outside and some pods.</summary>
    /// <param name="host">The address.</param>
    /// <param name="pods">The pods.</param>
    /// <param name="direction">Ingress for traffic to the host.</param>
    /// <param name="part">Which decisions are wanted.</param>
    public ScopeDecision BuildHost(IpAddress host, IEnumerable<Endpoint> pods, Directions direction, Func<HalfDecisions, TrafficSet> part)
    {
        var permits = new List<ScopePermit>();
        var local = AddressSet.Of(host);
        foreach (IGrouping<int, ClassRange> outside in _classes.Outside.Where(range => range.First.Family == host.Family).GroupBy(range => range.Class))
        {
            Add(outside.First().First, _addresses[outside.Key].Subtract(AddressSet.FromAddresses(_classes.Classes[outside.Key].Members.Select(member => member.Address).OfType<IpAddress>())));
        }

        foreach (IpAddress pod in pods.SelectMany(pod => pod.Addresses).Where(address => address.Family == host.Family))
        {
            Add(pod, AddressSet.Of(pod));
        }

        return new ScopeDecision(direction, host.Family, local, [.. permits]);

        void Add(IpAddress example, AddressSet remote)
        {
            TrafficSet traffic = part(_classes.Decide(_snapshot.PartyAt(host), _snapshot.PartyAt(example), direction));
            if (!traffic.IsEmpty && !remote.IsEmpty)
            {
                permits.Add(new ScopePermit(local, remote, traffic));
            }
        }
    }

    /// <summary>What a scope decides in one direction, in part; null where it has no address of the family.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="direction">Ingress for traffic to the scope.</param>
    /// <param name="family">The family.</param>
    /// <param name="part">Which decisions are wanted.</param>
    public ScopeDecision? Build(RenderScope scope, Directions direction, IpFamily family, Func<HalfDecisions, TrafficSet> part)
    {
        var permits = new List<ScopePermit>();
        AddressSet local = AddressSet.Empty;
        (Endpoint, TrafficSet)? unaddressed = null;
        var scoped = new HashSet<Endpoint>(scope.Endpoints, ReferenceEqualityComparer.Instance);
        int[] row = new int[_classes.Classes.Length];
        for (int self = 0; self < row.Length; self++)
        {
            ConnectivityClass own = _classes.Classes[self];
            ClassMember[] members = own.Family == family ? [.. own.Members.Where(member => member.Address is not null && scoped.Contains(member.Endpoint))] : [];
            if (members.Length == 0)
            {
                continue;
            }

            var addresses = AddressSet.FromAddresses(members.Select(member => member.Address!.Value));
            local = local.Union(addresses);
            _classes.ReadRow(self, direction, row);
            unaddressed ??= Unaddressed(row);
            foreach ((TrafficSet traffic, AddressSet everyone) in RemoteGroups.Join([.. Remotes(row, members[0], direction, part)]))
            {
                AddressSet remote = members.Length == 1 ? WithoutSelf(everyone, addresses) : everyone;
                if (!remote.IsEmpty)
                {
                    permits.Add(new ScopePermit(addresses, remote, traffic));
                }
            }
        }

        return local.IsEmpty ? null : new ScopeDecision(direction, family, local, [.. permits]) { Unaddressed = unaddressed };
    }

    // What an endpoint sends to itself nobody sees: it is said with the others where that is shorter.
    private static AddressSet WithoutSelf(AddressSet everyone, AddressSet self)
    {
        AddressSet others = everyone.Subtract(self);
        return others.IsEmpty || others.Prefixes.Count() <= everyone.Prefixes.Count() ? others : everyone;
    }

    private (Endpoint Remote, TrafficSet Traffic)? Unaddressed(int[] row)
    {
        for (int other = 0; other < row.Length; other++)
        {
            if (row[other] != ClassTable.NoTable && !_classes.Tables[row[other]].Allowed.IsEmpty
                && _classes.Classes[other].Members.FirstOrDefault(member => member.Address is null).Endpoint is { } endpoint)
            {
                return (endpoint, _classes.Tables[row[other]].Allowed);
            }
        }

        return null;
    }

    /// <summary>The addresses on the other side by what is let through. One that several hold gets what all of them do.</summary>
    private IEnumerable<(TrafficSet Traffic, AddressSet Remote)> Remotes(int[] row, ClassMember self, Directions direction, Func<HalfDecisions, TrafficSet> part)
    {
        var byTraffic = new Dictionary<TrafficSet, AddressSet>();
        AddressSet decided = AddressSet.Empty;
        for (int other = 0; other < row.Length; other++)
        {
            if (row[other] != ClassTable.NoTable)
            {
                Add(part(_classes.Tables[row[other]]), _addresses[other]);
            }
        }

        foreach (IpAddress other in _others.Where(other => other.Family == self.Address!.Value.Family && !decided.Contains(other)))
        {
            Add(part(_classes.Decide(_snapshot.PartyAt(self.Address!.Value), _snapshot.PartyAt(other), direction)), AddressSet.Of(other));
        }

        return byTraffic.Where(entry => !entry.Key.IsEmpty && !entry.Value.IsEmpty).Select(entry => (entry.Key, entry.Value));

        void Add(TrafficSet traffic, AddressSet addresses)
        {
            AddressSet twice = addresses.Intersect(decided);
            if (!twice.IsEmpty)
            {
                foreach ((TrafficSet known, AddressSet holders) in byTraffic.ToArray())
                {
                    AddressSet shared = holders.Intersect(twice);
                    if (!shared.IsEmpty && known != traffic)
                    {
                        byTraffic[known] = holders.Subtract(shared);
                        Join(known.Intersect(traffic), shared);
                    }
                }
            }

            Join(traffic, addresses.Subtract(twice));
            decided = decided.Union(addresses);
        }

        void Join(TrafficSet traffic, AddressSet addresses)
        {
            if (!addresses.IsEmpty)
            {
                byTraffic[traffic] = byTraffic.TryGetValue(traffic, out AddressSet? known) ? known.Union(addresses) : addresses;
            }
        }
    }
}
