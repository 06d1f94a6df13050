using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl;

/// <summary>
/// Asks the snapshot what the policies of a scope let through. Rules are not translated one by one: unions, tiers and Pass are
/// decided already.
/// </summary>
internal sealed class AclDecisionBuilder
{
    private readonly PolicySnapshot _snapshot;
    private readonly ClassTable _classes;
    private readonly AddressSet[] _addresses;

    // Nodes and their host endpoints are of no class.
    private readonly IpAddress[] _others;

    public AclDecisionBuilder(PolicySnapshot snapshot)
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

    /// <summary>What a scope decides in one direction; null where it has no address of the family.</summary>
    public AclDecision? Build(AclScope scope, Directions direction, IpFamily family)
    {
        var permits = new List<AclPermit>();
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
            foreach ((TrafficSet traffic, AddressSet everyone) in Remotes(row, members[0], direction))
            {
                // What an endpoint sends to itself nobody sees.
                AddressSet remote = members.Length == 1 ? everyone.Subtract(addresses) : everyone;
                if (!remote.IsEmpty)
                {
                    permits.Add(new AclPermit(addresses, remote, traffic));
                }
            }
        }

        return local.IsEmpty ? null : new AclDecision(direction, family, local, [.. permits]) { Unaddressed = unaddressed };
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
    private IEnumerable<(TrafficSet Traffic, AddressSet Remote)> Remotes(int[] row, ClassMember self, Directions direction)
    {
        var byTraffic = new Dictionary<TrafficSet, AddressSet>();
        AddressSet decided = AddressSet.Empty;
        for (int other = 0; other < row.Length; other++)
        {
            if (row[other] != ClassTable.NoTable)
            {
                Add(_classes.Tables[row[other]].Allowed, _addresses[other]);
            }
        }

        foreach (IpAddress other in _others.Where(other => other.Family == self.Address!.Value.Family && !decided.Contains(other)))
        {
            Add(_classes.Decide(_snapshot.PartyAt(self.Address!.Value), _snapshot.PartyAt(other), direction).Allowed, AddressSet.Of(other));
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
