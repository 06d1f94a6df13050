using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Fixes;

/// <summary>
/// Takes what stands in the way of a verdict out of it, one obstacle after the other: each gets a new policy, which is laid
/// over the snapshot before the next is looked for.
/// </summary>
internal sealed class FixAttempt(PolicySnapshot snapshot, Query query, VerdictKind goal, PolicyApi preferred, Directions side, CancellationToken cancellation)
{
    private const int MostObstacles = 8;
    private const int MostPolicies = 10;
    private const long MostPairs = 250_000;

    private readonly PolicyNames _names = new(snapshot.Model, query);
    private readonly List<YamlMapping> _documents = [];
    private readonly List<string> _notes = [];

    /// <summary>What stood in the way in the end; null where nothing did.</summary>
    public string? Failure { get; private set; }

    public string Yaml => YamlWriter.Write(_documents);

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The names of the policies, as <c>kind/namespace/name</c>.</summary>
    public IEnumerable<string> PolicyNames => _documents.Select(NameOf);

    /// <summary>The snapshot with the new policies laid over; null where they do not lead to the verdict, and <see cref="Failure"/> says why.</summary>
    public PolicySnapshot? Run()
    {
        PolicySnapshot current = snapshot;
        for (int step = 0; step <= MostObstacles; step++)
        {
            Answer answer = current.AskEnforced(query, cancellation);
            if (answer.Verdict == goal)
            {
                return step == 0 ? null : current;
            }

            if (Obstacle.In(answer, goal, side) is not { } obstacle)
            {
                Failure = "the input does not suffice to tell all of it";
                return null;
            }

            if (!TryAnswer(obstacle, current))
            {
                return null;
            }

            LoadResult result = snapshot.With([PolicySource.FromText("fix", Yaml)], null, cancellation);
            if (result.HasErrors)
            {
                Failure = $"{obstacle.Text}, and the endpoints cannot be named in a policy";
                return null;
            }

            current = result.Snapshot;
        }

        Failure = "no few new policies change it; ask about fewer endpoints";
        return null;
    }

    private static string NameOf(YamlMapping document)
    {
        string kind = Scalar(document, "kind");
        var metadata = (YamlMapping)document.Members.First(member => member.Key == "metadata").Value;
        string name = Scalar(metadata, "name");
        return metadata.Members.Any(member => member.Key == "namespace") ? $"{kind}/{Scalar(metadata, "namespace")}/{name}" : $"{kind}/{name}";
    }

    private static string Scalar(YamlMapping mapping, string key) => ((YamlScalar)mapping.Members.First(member => member.Key == key).Value).Text;

    /// <summary>Adds the policies that one obstacle needs.</summary>
    private bool TryAnswer(Obstacle obstacle, PolicySnapshot current)
    {
        Failure = $"{obstacle.Text}, and no new policy can {(obstacle.Remedy == RuleAction.Allow ? "allow" : "deny")} this traffic and leave the rest as it is";
        if (!obstacle.IsOfPolicy)
        {
            return false;
        }

        var asked = AskedFlows.Of(current, query);
        if ((long)asked.From.Members.Length * asked.To.Members.Length > MostPairs)
        {
            Failure = "these are too many endpoints for a fix; ask about fewer";
            return false;
        }

        Endpoint[] subjects = obstacle.Decision.Stage is { } stage ? [stage.HostEndpoint] : [.. Subjects(asked, obstacle, current)];
        if (subjects.Length == 0 || Drafts(asked, obstacle, subjects, current) is not { } drafts)
        {
            return false;
        }

        foreach (PolicyApi api in Enum.GetValues<PolicyApi>().OrderBy(api => api == preferred ? 0 : 1))
        {
            if (Placement.In(api, obstacle, current, subjects[0]) is not { } place)
            {
                continue;
            }

            YamlMapping?[] written = [.. drafts.Select(place.Write)];
            if (written.All(document => document is not null))
            {
                _documents.AddRange(written!);
                if (place.Note is { } note && !_notes.Contains(note, StringComparer.Ordinal))
                {
                    _notes.Add(note);
                }

                Failure = null;
                return _documents.Count <= MostPolicies || Fail($"it takes more than {MostPolicies} policies; ask about fewer endpoints");
            }
        }

        return false;
    }

    private bool Fail(string reason)
    {
        Failure = reason;
        return false;
    }

    /// <summary>The endpoints asked about on whose side something is decided for the same cause.</summary>
    private static IEnumerable<Endpoint> Subjects(AskedFlows asked, Obstacle obstacle, PolicySnapshot current)
    {
        bool isEgress = obstacle.Direction == Directions.Egress;
        Party witness = isEgress ? obstacle.Flow.Source : obstacle.Flow.Destination;
        ImmutableArray<Party> peers = (isEgress ? asked.To : asked.From).Members;
        return asked.Side(obstacle.Direction).Members
            .Where(self => asked.EndpointOf(self) is { IsGoverned: true } && (self == witness || peers.Any(peer => IsHindered(self, peer))))
            .Select(self => asked.EndpointOf(self)!)
            .Distinct();

        bool IsHindered(Party self, Party peer)
        {
            Verdict verdict = current.Evaluate(isEgress ? new Flow(self, peer, obstacle.Flow.Traffic) : new Flow(peer, self, obstacle.Flow.Traffic));
            return obstacle.IsLike(isEgress ? verdict.Egress : verdict.Ingress);
        }
    }

    /// <summary>A draft for each selection of the endpoints and the traffic that goes with it; null where parties cannot be named.</summary>
    private List<PolicyDraft>? Drafts(AskedFlows asked, Obstacle obstacle, Endpoint[] subjects, PolicySnapshot current)
    {
        if (asked.Sources() is not { } sources)
        {
            Failure = "a source has no known address, or there are too many of them";
            return null;
        }

        bool isHost = obstacle.Decision.Stage is not null;
        bool isForwarded = isHost && obstacle.Decision.Stage!.Family != PolicyFamily.Normal;
        bool namesSources = obstacle.PolicyDirection == Directions.Ingress || isForwarded;
        bool namesDestinations = obstacle.PolicyDirection == Directions.Egress || isForwarded;
        IpFamilies families = asked.From.Families | asked.To.Families;
        var drafts = new List<PolicyDraft>();
        foreach ((Endpoint[] group, IGrouping<TrafficSet, Party>[] byTraffic) in Groups(asked, obstacle, subjects))
        {
            ImmutableArray<FlowRule>.Builder rules = ImmutableArray.CreateBuilder<FlowRule>();
            foreach (IGrouping<TrafficSet, Party> destinations in byTraffic)
            {
                if (asked.Destinations(destinations) is not { } terms)
                {
                    Failure = "a destination has no known address, or there are too many of them";
                    return null;
                }

                rules.Add(new FlowRule(namesSources ? sources : [], namesDestinations ? terms : [], destinations.Key));
            }

            ImmutableArray<LabelTerm> selections = isHost ? [LabelTerms.Of(group[0])] : LabelTerms.Of(group, current.Model);
            if (isHost && selections[0].Labels.IsEmpty)
            {
                Failure = $"{obstacle.Text}, which has no labels by which a policy could select it";
                return null;
            }

            drafts.AddRange(selections.Select(selection => new PolicyDraft(
                _names.Next(obstacle.Remedy, obstacle.PolicyDirection), selection, obstacle.PolicyDirection, obstacle.Remedy, families, rules.ToImmutable())));
        }

        return drafts;
    }

    /// <summary>Destinations that are asked about with different traffic need different rules, and where they are the subjects different policies.</summary>
    private static IEnumerable<(Endpoint[] Subjects, IGrouping<TrafficSet, Party>[] Destinations)> Groups(AskedFlows asked, Obstacle obstacle, Endpoint[] subjects)
    {
        IGrouping<TrafficSet, Party>[] byTraffic = [.. asked.To.Members.GroupBy(party => asked.TrafficTo(party)).Where(group => !group.Key.IsEmpty)];
        if (obstacle.Direction == Directions.Egress || obstacle.Decision.Stage is not null)
        {
            return [(subjects, byTraffic)];
        }

        return byTraffic
            .Select(group => (Subjects: subjects.Where(subject => group.Any(party => ReferenceEquals(asked.EndpointOf(party), subject))).ToArray(), Destinations: new[] { group }))
            .Where(group => group.Subjects.Length > 0);
    }
}
