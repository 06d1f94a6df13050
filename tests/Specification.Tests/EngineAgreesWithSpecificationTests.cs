using PolicyEngine.Compilation;
using PolicyEngine.Connectivity;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Specification.Tests;

/// <summary>The engine against the specification.</summary>
public sealed class EngineAgreesWithSpecificationTests
{
    [Fact]
    public void Every_verdict_is_the_specified_one() => Agree(loaded => loaded);

    [Fact]
    public void Every_pending_verdict_is_the_specified_one() => Agree(loaded => loaded.Pending);

    private static void Agree(Func<LoadedWorld, LoadedWorld> view) => new FlowLaw(world =>
    {
        LoadedWorld loaded = view(new LoadedWorld(world));
        return flow =>
        {
            SpecifiedVerdict specified = loaded.Specify(flow);
            SpecifiedVerdict actual = loaded.Evaluate(flow);
            return specified == actual ? null : $"specified: {specified}\nactual:    {actual}";
        };
    }).HoldsEverywhere();
}

/// <summary>The engine against itself, asked in other ways.</summary>
public sealed class EngineAgreesWithItselfTests
{
    [Fact]
    public void An_explanation_decides_as_evaluation_does() => new FlowLaw(world =>
    {
        var loaded = new LoadedWorld(world);
        return flow =>
        {
            Verdict evaluated = loaded.Snapshot.Evaluate(loaded.Flow(flow));
            Explanation explained = loaded.Snapshot.Explain(loaded.Flow(flow));
            string[] told = [Told(evaluated), Told(explained.Verdict), Told(new Verdict(evaluated.Kind, explained.Egress.Decision, explained.Ingress.Decision))];
            return told.Distinct(StringComparer.Ordinal).Count() == 1 ? null : $"evaluated: {told[0]}\nexplained: {told[1]}\nthe halves: {told[2]}";
        };
    }).HoldsEverywhere();

    [Fact]
    public void A_matrix_says_of_each_pair_what_evaluation_says_of_its_flows() => new FlowLaw(world =>
    {
        var loaded = new LoadedWorld(world);
        ILookup<(string, string), Connection> pairs = loaded.Snapshot.Matrix(new MatrixQuery { Grouping = Grouping.Pod }, out _)!
            .Pairs()
            .Where(pair => !pair.From.IsOutside && !pair.To.IsOutside)
            .ToLookup(pair => (pair.From.Name, pair.To.Name));
        return flow =>
        {
            Flow question = loaded.Flow(flow with { Http = null });
            if (question.Source.Endpoint == Party.NoEndpoint || question.Destination.Endpoint == Party.NoEndpoint || loaded.Snapshot.Halves.IsEncapsulated(question.Traffic) || IsIcmpOfOtherFamily(question))
            {
                return null;
            }

            VerdictKind verdict = loaded.Snapshot.Evaluate(question).Kind;
            (string, string) names = (loaded.Snapshot.Model.Endpoints[question.Source.Endpoint].ToString(), loaded.Snapshot.Model.Endpoints[question.Destination.Endpoint].ToString());
            if (verdict == VerdictKind.NotApplicable || !pairs.Contains(names))
            {
                return null;
            }

            Connection pair = pairs[names].Single();
            bool agrees = verdict switch
            {
                VerdictKind.Allowed => pair.Allowed.Contains(question.Traffic),
                VerdictKind.Denied => !pair.Throughout.Contains(question.Traffic),
                _ => pair.Unknown.Contains(question.Traffic),
            };
            return agrees ? null : $"evaluated: {verdict}\nmatrix: {pair}";
        };
    }).HoldsEverywhere();

    [Fact]
    public void What_staged_policies_change_is_empty_where_the_matrices_are_equal_and_every_witness_is_decided_otherwise() => new FlowLaw(world =>
    {
        PolicySnapshot before = new LoadedWorld(world).Snapshot;
        var query = new MatrixQuery { Grouping = Grouping.Pod };
        ConnectionChange[] changes = [.. SemanticDiff.Between(before, before.Pending, query, out _)];
        bool areEqual = Rows(before).SequenceEqual(Rows(before.Pending), StringComparer.Ordinal);
        string? difference = areEqual != (changes.Length == 0) ? $"equal: {areEqual}, {changes.Length} changes"
            : changes.FirstOrDefault(change => change.Witness is { Old: { } old, New: { } now } && old.Kind == now.Kind) is { } still ? $"decided alike: {still}"
            : changes.FirstOrDefault(change => change.Witness is null) is { } bare ? $"no witness: {bare}"
            : null;
        return _ => difference;

        IEnumerable<string> Rows(PolicySnapshot snapshot) => snapshot.Matrix(query, out QueryError? _)!
            .Connections()
            .Select(row => $"{row.From.Name} {row.To.Name} {row.Allowed.Describe()} {row.Throughout.Describe()} {row.Unknown.Describe()}");
    }).HoldsEverywhere();

    // Nobody misses it where both families are at hand.
    private static bool IsIcmpOfOtherFamily(in Flow flow) => flow.Traffic.Protocol == (flow.Source.Family == IpFamily.V4 ? Protocol.IcmpV6 : Protocol.Icmp);

    [Fact]
    public void Connections_hold_each_flow_once_under_its_verdict() => new FlowLaw(world =>
    {
        var loaded = new LoadedWorld(world);
        return flow =>
        {
            Flow question = loaded.Flow(flow with { Http = null });
            VerdictKind verdict = loaded.Snapshot.Evaluate(question).Kind;
            ConnectionSet connections = loaded.Snapshot.Connections(question.Source, question.Destination);
            VerdictKind[] found =
            [
                .. connections.Allowed.Contains(question.Traffic) ? [VerdictKind.Allowed] : (VerdictKind[])[],
                .. connections.Denied.Contains(question.Traffic) ? [VerdictKind.Denied] : (VerdictKind[])[],
                .. connections.Unknown.Contains(question.Traffic) ? [VerdictKind.Unknown] : (VerdictKind[])[],
            ];
            return found.Length == 1 && (found[0] == verdict || verdict == VerdictKind.NotApplicable)
                ? null
                : $"evaluated: {verdict}\nconnections: {string.Join(", ", found)}";
        };
    }).HoldsEverywhere();

    [Fact]
    public void The_order_of_documents_does_not_matter() => SameVerdicts(world =>
    {
        var dice = new Dice(world.Pods.Length + (7 * world.CalicoPolicies.Length));
        return new LoadedWorld(world, WorldYaml.Print(WorldDocuments.Of(world).OrderBy(_ => dice.Below(int.MaxValue))));
    });

    [Fact]
    public void What_is_laid_over_counts_as_if_it_had_been_there() => SameVerdicts(world =>
    {
        var dice = new Dice(world.Pods.Length + (5 * world.CalicoPolicies.Length));
        var sides = WorldDocuments.Of(world).ToLookup(_ => dice.Below(4) > 0);
        return new LoadedWorld(world, WorldYaml.Print(sides[true]), WorldYaml.Print(sides[false]));
    });

    [Fact]
    public void What_is_laid_over_and_taken_away_again_changes_nothing() => SameVerdicts(world => new LoadedWorld(
        world,
        WorldYaml.Print(world),
        "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: passing-by}, spec: {order: -7, types: [Ingress, Egress]}}",
        "gnp/passing-by"));

    [Fact]
    public void Json_means_what_yaml_means() => SameVerdicts(world => new LoadedWorld(world, WorldYaml.PrintJsonList(world)));

    [Fact]
    public void A_pod_and_a_namespace_nobody_speaks_of_change_nothing() => SameVerdicts(world =>
    {
        string[] addresses =
        [
            .. world.Pods.Any(pod => pod.Addresses.Any(address => Address.Parse(address).Family == 4)) ? ["203.0.113.200"] : (string[])[],
            .. world.Pods.Any(pod => pod.Addresses.Any(address => Address.Parse(address).Family == 6)) ? ["3fff::200"] : (string[])[],
        ];
        World larger = world with
        {
            Namespaces = world.Namespaces.Add(new NamespaceObject("elsewhere", WorldBuilder.SomeLabels(new Dice(1)))),
            Pods = world.Pods.Add(new PodObject("elsewhere", "stranger", WorldBuilder.SomeLabels(new Dice(2)))
            {
                Addresses = [.. addresses],
                Ports = [new PortObject("http", "TCP", 80)],
            }),
        };
        return new LoadedWorld(world, WorldYaml.Print(larger));
    });

    [Fact]
    public void Damaged_documents_are_never_an_exception() => new FlowLaw(world =>
    {
        string text = WorldYaml.Print(world);
        var dice = new Dice(text.Length);
        for (int hits = 1 + dice.Below(4); hits > 0; hits--)
        {
            int start = dice.Below(text.Length + 1);
            text = text.Remove(start, Math.Min(text.Length - start, dice.Below(12))).Insert(start, dice.Pick("", "\n", ": ", "- ", "[", "}", "\"", "&a ", "!!x ", "\t", "0"));
        }

        PolicySnapshot snapshot = new PolicyLoader(LoadedWorld.Options(world)).LoadText(text).Snapshot;
        return flow =>
        {
            if (IpAddress.TryParse(flow.Source, out IpAddress source) && IpAddress.TryParse(flow.Destination, out IpAddress destination))
            {
                snapshot.Explain(new Flow(snapshot.PartyAt(source), snapshot.PartyAt(destination), LoadedWorld.Traffic(flow)) { Http = LoadedWorld.Request(flow) });
            }

            return null;
        };
    }).HoldsEverywhere();

    private static void SameVerdicts(Func<World, LoadedWorld> load) => new FlowLaw(world =>
    {
        var loaded = new LoadedWorld(world);
        LoadedWorld other = load(world);
        return flow =>
        {
            Verdict first = loaded.Snapshot.Evaluate(loaded.Flow(flow));
            Verdict second = other.Snapshot.Evaluate(other.Flow(flow));
            return Told(first) == Told(second) ? null : $"first:  {Told(first)}\nsecond: {Told(second)}";
        };
    }).HoldsEverywhere();

    /// <summary>
    /// The verdict and what is said of both halves. Profiles go unnamed: evaluation may name that of another namespace, whose
    /// rules are the same.
    /// </summary>
    private static string Told(Verdict verdict) => $"{verdict.Kind}: {Told(verdict.Egress)}; {Told(verdict.Ingress)}";

    private static string Told(Decision decision) =>
        $"{decision.Outcome} {decision.Reason} tier {decision.Tier?.Name} policy {decision.Policy?.Name} rule {decision.Rule?.Path} "
        + $"profile {decision.Profile is not null} triggers [{string.Join(", ", decision.Triggers.Select(policy => policy.Name))}] fault {decision.Fault?.Message}";
}
