using PolicyEngine.Binding;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Futures;

/// <summary>
/// Looks for a pod that meets conditions and may exchange traffic with something that exists. Labels that no case covers yet
/// are taken, judged, and everything that is treated alike for the same reasons is set aside as one case; when no labels are
/// left, every pod there could be was judged.
/// </summary>
internal sealed class EverFinder(PolicySnapshot snapshot, EverQuery query, CancellationToken cancellation)
{
    // Some seconds of work. People's policies make a handful of cases.
    private const int MaxCases = 500;
    private const int StepsPerCase = 2_000_000;

    private static readonly SelectorAlgebra s_algebra = new(FutureLabels.Universe, StepsPerCase);

    private readonly HashSet<string> _doubts = new(StringComparer.Ordinal);
    private int _cases;

    public EverAnswer Find()
    {
        if (snapshot.Origin is null)
        {
            return Failed(new QueryError("REFERENCE_INVALID", "pods that do not exist yet can be asked about only where the cluster was loaded from documents"));
        }

        if (query.PodsReceive && query.Port is { } port && !port.All(char.IsAsciiDigit))
        {
            return Failed(new QueryError("PORT_INVALID", $"pods that do not exist declare no port named `{port}`; give its number"));
        }

        FuturePod standIn = new(LabelSet.Empty, Unused("not-yet", snapshot.Model.Namespaces.Select(known => known.Name)), true, LabelSet.Empty, "default", LabelSet.Empty);
        PolicySnapshot laid = Lay(standIn, out string name);
        if (!laid.TryGetPod(standIn.Namespace, name, out int place))
        {
            return Doubted("the input does not take another pod");
        }

        return Resolve(laid, $"{standIn.Namespace}/{name}", place, out QueryError? error) is { } pairs ? Find(laid, place, pairs) : Failed(error!);
    }

    private EverAnswer Find(PolicySnapshot laid, int standIn, List<(Party StandIn, Party Peer, TrafficSet Asked)> pairs)
    {
        Selector pods = FutureLabels.Canonical(query.Pods);
        Selector namespaces = FutureLabels.Canonical(query.Namespaces.WithLabelPrefix(CalicoLabels.NamespacePrefix));
        IEnumerable<string> asked = laid.Graph.Predicates.Selectors.Select(FutureLabels.Canonical).Append(pods).Append(namespaces).SelectMany(selector => selector.Labels);
        Selector[] conditions = [pods, namespaces, FutureWorlds.Of(snapshot.Model.Namespaces, asked)];
        var judge = new FutureJudge(laid.Graph, laid.Model.Endpoints[standIn], podIsSource: !query.PodsReceive);
        foreach ((Party own, Party peer, TrafficSet traffic) in pairs)
        {
            if (Search(judge, conditions, own, peer, traffic) is { } found)
            {
                return found;
            }
        }

        return _doubts.Count == 0
            ? new EverAnswer { Query = query, Truth = Truth.No, Cases = _cases }
            : Doubted();
    }

    // Looks into one peer; null where no pod was found.
    private EverAnswer? Search(FutureJudge judge, Selector[] conditions, Party standIn, Party peer, TrafficSet asked)
    {
        var settled = new List<Selector>();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            LabelFinding next = _cases < MaxCases ? s_algebra.Satisfiable(conditions, settled) : new LabelFinding(Truth.Unknown, null);
            if (next.Witness is not { } labels)
            {
                if (!next.IsNo)
                {
                    _doubts.Add("there are too many cases to look into all of them");
                }

                return null;
            }

            _cases++;
            FutureCase judged = judge.Judge(FutureLabels.Effective(labels), standIn, peer, asked);
            if (!judged.Allowed.IsEmpty && Confirm(labels) is { } confirmed)
            {
                return confirmed;
            }

            if (judged.Doubt is not null || !judged.Allowed.IsEmpty)
            {
                _doubts.Add(judged.Doubt ?? "more than policies of pods decides about such a pod");
            }

            settled.Add(judged.Like);
        }
    }

    // Asks about the pod as if it were there; null where that does not let it pass.
    private EverAnswer? Confirm(LabelSet labels)
    {
        string @namespace = labels[CalicoLabels.Namespace]!;
        bool isNew = snapshot.Model.Namespaces.FirstOrDefault(known => known.Name == @namespace) is not { IsDeclared: true };
        var pod = new FuturePod(
            FutureLabels.Own(labels),
            @namespace,
            isNew,
            FutureLabels.Lent(labels, CalicoLabels.NamespacePrefix),
            labels[CalicoLabels.ServiceAccount]!,
            FutureLabels.Lent(labels, CalicoLabels.ServiceAccountPrefix));
        Answer evidence = Lay(pod, out string name).AskEnforced(query.Of($"{@namespace}/{name}"), cancellation);
        return evidence.Parts.Any(part => part.Verdict == VerdictKind.Allowed)
            ? new EverAnswer { Query = query, Truth = Truth.Yes, Witness = pod, Evidence = evidence, Cases = _cases }
            : null;
    }

    private PolicySnapshot Lay(FuturePod pod, out string name)
    {
        name = Unused("not-yet", snapshot.Model.Endpoints.Select(endpoint => endpoint.Name));
        return snapshot.With(FutureDocuments.Of(pod, name), null, cancellation).Snapshot;
    }

    private static string Unused(string name, IEnumerable<string> used)
    {
        HashSet<string> taken = new(used, StringComparer.Ordinal);
        string free = name;
        for (int number = 2; taken.Contains(free); number++)
        {
            free = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}-{number}");
        }

        return free;
    }

    /// <summary>The different peers, each with the traffic asked about; null where the question is wrong.</summary>
    private List<(Party StandIn, Party Peer, TrafficSet Asked)>? Resolve(PolicySnapshot laid, string pod, int place, out QueryError? error)
    {
        Query asked = query.Of(pod);
        var resolver = new PartyResolver(laid, query.DefaultNamespace);
        PartyGroup? from = resolver.ResolveSource(asked.From, out error);
        PartyGroup? to = from is null ? null : resolver.ResolveDestination(asked, out error);
        if (from is null || to is null)
        {
            return null;
        }

        TrafficQuestion[] questions = TrafficQuestion.Of(asked, to);
        error = questions.Select(question => question.Check()).FirstOrDefault(problem => problem is not null);
        if (error is not null)
        {
            return null;
        }

        var pairs = new List<(Party StandIn, Party Peer, TrafficSet Asked)>();
        var seen = new HashSet<(int, int, int, TrafficSet)>();
        foreach (Party member in (query.PodsReceive ? from : to).Members.Where(member => member.Endpoint != place))
        {
            if (PlainOf(laid, member) is not { } peer || StandInFor(laid, place, peer) is not { } standIn)
            {
                _doubts.Add($"more than policies of pods decides about {member.KnownEndpoint?.ToString() ?? member.Address?.ToString() ?? query.Peer}");
                continue;
            }

            Party destination = query.PodsReceive ? standIn : member;
            TrafficSet traffic = TrafficSet.Union(questions.Select(question => question.To(destination, destination.KnownEndpoint)));
            if (!traffic.IsEmpty && seen.Add((peer.IngressChain, peer.EgressChain, peer.AddressClass, traffic)))
            {
                pairs.Add((standIn, peer, traffic));
            }
        }

        if (pairs.Count == 0 && _doubts.Count == 0)
        {
            error = new QueryError("PORT_NOT_FOUND", $"`{query.Peer}` has no such port");
            return null;
        }

        return pairs;
    }

    // The party itself, by whatever address it is reached; null where more than its chain decides about it.
    private Party? PlainOf(PolicySnapshot laid, Party member)
    {
        if (member.Via is not null || member.Named is not null)
        {
            return null;
        }

        if (member.Service is not null)
        {
            // Who looks at addresses before they are translated is left open there.
            if (snapshot.Model.Profile.LeavesUndefinedOpen || member.Endpoint == Party.NoEndpoint)
            {
                return null;
            }

            member = laid.Parties.Of(member.Endpoint).FirstOrDefault(party => party.Family == member.Family);
        }

        return member is { Graph: not null, IsPlain: true } && (member.Endpoint == Party.NoEndpoint || member.KnownEndpoint!.IsGoverned) ? member : null;
    }

    private static Party? StandInFor(PolicySnapshot laid, int place, in Party peer)
    {
        foreach (Party party in laid.Parties.OfAny(place))
        {
            Party facing = party.Facing(peer);
            if (facing.Family == peer.Family && facing.IsPlain)
            {
                return facing;
            }
        }

        return null;
    }

    private EverAnswer Doubted(params ReadOnlySpan<string> more) => new() { Query = query, Doubts = [.. _doubts.Order(StringComparer.Ordinal), .. more], Cases = _cases };

    private EverAnswer Failed(QueryError error) => new() { Query = query, Error = error };
}
