using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Queries.Futures;
using PolicyEngine.Queries.Reach;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Works out what one side's policies leave open to those who may come.</summary>
internal sealed class ExposureFinder
{
    private const string NewNamespace = "np-new-namespace";

    private readonly PolicySnapshot _snapshot;
    private readonly AskedTraffic _asked;
    private readonly PeerCandidates _peers;
    private readonly FuturePeers _futures;
    private readonly HashSet<int> _met;
    private readonly Dictionary<string, LabelSet> _ofNamespace;
    private readonly Dictionary<int, LabelSet?> _examples = [];
    private readonly Dictionary<(LabelSet Labels, IpFamily Family), AddressClass> _classes = [];

    public ExposureFinder(PolicySnapshot snapshot, AskedTraffic asked)
    {
        (_snapshot, _asked, _peers, _futures) = (snapshot, asked, new PeerCandidates(snapshot), new FuturePeers(snapshot.Graph));
        _ofNamespace = snapshot.Model.Namespaces.ToDictionary(known => known.Name, known => FuturePeers.LabelsIn(known.Name, known.Labels), StringComparer.Ordinal);
        _met = [.. snapshot.Model.Endpoints.Numbers
            .SelectMany(index => snapshot.Parties.Of(index))
            .Where(party => party.AddressClass >= 0)
            .Select(party => party.Class)
            .Distinct()
            .SelectMany(known => known.Selectors.Numbers.ToArray())];
    }

    /// <summary>A connection for each kind of stranger to which something is open.</summary>
    /// <param name="group">Those whose policies are looked at.</param>
    /// <param name="direction">Ingress or egress.</param>
    /// <param name="cancellation">Stops the work.</param>
    public IEnumerable<Connection> Of(MatrixGroup group, Directions direction, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        (Party Party, TrafficSet Asked)[] members = [.. group.Members
            .Select(members => (members.Parties[0], direction == Directions.Ingress ? _asked.To(members.Class) : _asked.ToUnknown))
            .Where(member => member.Item1.Chain(direction) >= 0)];
        if (members.Length == 0)
        {
            yield break;
        }

        LabelSet newcomer = FuturePeers.LabelsIn(NewNamespace, LabelSet.Empty);
        Connection anywhere = Towards("any-namespace", member => Table(member, newcomer, direction));
        Connection nearby = Towards("own-namespace", member => Table(member, LabelsIn(member), direction));
        foreach (Connection connection in new[] { Towards("external", member => Outside(member, direction)), anywhere, nearby })
        {
            if (!connection.Allowed.IsEmpty || !connection.Unknown.IsEmpty)
            {
                yield return connection;
            }
        }

        // What is open to every pod need not be said of those that rules speak of.
        foreach ((string description, LabelSet labels) in PeersToCome(members.Select(member => member.Party.Chain(direction)).Distinct()))
        {
            Connection special = Towards($"pods to come: {description}", member => Table(member, labels, direction));
            if (!special.Allowed.IsSubsetOf(anywhere.Allowed))
            {
                yield return special;
            }
        }

        Connection Towards(string name, Func<Party, (TrafficSet Allowed, TrafficSet Denied)> decide)
        {
            Passing passing = members.Select(member => Of(decide(member.Party), member.Asked, member.Party.Family)).Aggregate((all, one) => all.With(one));
            MatrixParty stranger = MatrixParty.ToCome(name);
            return direction == Directions.Ingress ? new Connection(stranger, group.Party, passing) : new Connection(group.Party, stranger, passing);
        }
    }

    private static Passing Of((TrafficSet Allowed, TrafficSet Denied) half, TrafficSet asked, IpFamily family) =>
        Passing.Of(half.Allowed.Intersect(asked), asked.Subtract(half.Allowed).Subtract(half.Denied), family);

    private (TrafficSet Allowed, TrafficSet Denied) Table(in Party own, LabelSet labels, Directions direction)
    {
        if (!_classes.TryGetValue((labels, own.Family), out AddressClass? stranger))
        {
            _classes.Add((labels, own.Family), stranger = _futures.ClassOf(labels, own.Family));
        }

        DecisionTable table = _snapshot.Graph.Table(own.Chain(direction), own.Class, stranger);
        return (table.Allowed, table.Denied);
    }

    /// <summary>What some address outside may do, and what none may.</summary>
    private (TrafficSet Allowed, TrafficSet Denied) Outside(in Party own, Directions direction)
    {
        (TrafficSet allowed, TrafficSet denied) = (TrafficSet.Empty, TrafficSet.All);
        foreach (Party outside in _peers.Others(_snapshot.Graph.Chain(own.Chain(direction))))
        {
            if (outside.Family == own.Family && _snapshot.Nodes.NameAt(outside.Address!.Value) is null)
            {
                DecisionTable table = _snapshot.Graph.Table(own.Chain(direction), own.AddressClass, outside.AddressClass);
                (allowed, denied) = (allowed.Union(table.Allowed), denied.Intersect(table.Denied));
            }
        }

        return (allowed, denied);
    }

    private LabelSet LabelsIn(in Party member)
    {
        string @namespace = member.KnownEndpoint!.Namespace;
        return _ofNamespace.GetValueOrDefault(@namespace) ?? FuturePeers.LabelsIn(@namespace, LabelSet.Empty);
    }

    /// <summary>An example of each kind of pod that rules of the chains select and the cluster does not have.</summary>
    private IEnumerable<(string Description, LabelSet Labels)> PeersToCome(IEnumerable<int> chains)
    {
        var told = new HashSet<int>();
        foreach (int chain in chains)
        {
            PolicyChain known = _snapshot.Graph.Chain(chain);
            foreach (CompiledRule rule in known.Tiers.SelectMany(tier => tier.Policies).Where(policy => !policy.Policy.IsStaged).SelectMany(policy => policy.Rules(known.Form)))
            {
                (int number, PeerMatch peer) = (rule.Peer(known.Direction).Selector, rule.Rule.Peer(known.Direction));
                if (rule.Rule.Action == RuleAction.Allow && number != PredicateTable.None && !_met.Contains(number) && told.Add(number) && ExampleOf(number) is { } labels)
                {
                    yield return (peer.Description, labels);
                }
            }
        }
    }

    private LabelSet? ExampleOf(int selector)
    {
        if (!_examples.TryGetValue(selector, out LabelSet? labels))
        {
            _examples.Add(selector, labels = ReachLabels.Example(_snapshot.Graph.Predicates.Selectors[selector]));
        }

        return labels;
    }
}
