using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>What stages come to for one flow, and the steps on the way.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Decisive">Those of the stage that decided.</param>
internal sealed record Explained(Decision Decision, ImmutableArray<TraceStep> Steps, ImmutableArray<TraceStep> Decisive);

/// <summary>Carries out stages for one flow and writes down every step.</summary>
internal sealed class ExplainedStages(EvaluationGraph graph, Directions half, TrafficPoint traffic, HttpRequest? request) : IStages<Explained>
{
    public Explained Fixed(DecisionTable table)
    {
        Decision decision = table.Find(traffic);
        return new Explained(
            decision, decision.IsNoVerdict ? [] : [new TraceStep { Kind = TraceStepKind.NotGoverned, Detail = DecisionText.Of(decision, half) }], []);
    }

    public Explained Chain(int chain, in Party self, in Party peer)
    {
        PolicyChain walked = graph.Chain(chain);
        (Party source, Party destination) = walked.Direction == Directions.Ingress ? (peer, self) : (self, peer);
        (AddressClass sourceClass, AddressClass destinationClass) = (source.Class, destination.Class);
        var recorder = new TraceRecorder(new MismatchFinder(
            sourceClass,
            destinationClass,
            new PeerMismatch("source", source.KnownEndpoint, source.Address, sourceClass),
            new PeerMismatch("destination", destination.KnownEndpoint, destination.Address, destinationClass),
            traffic,
            request));
        Decision decision = new ChainWalker<TraceRecorder>(walked, self.Class, peer.Class, traffic, recorder).Walk();
        return new Explained(decision, recorder.Steps, recorder.Steps);
    }

    public Explained Stage(HostStage stage, in Party self, in Party peer)
    {
        Explained explained = Chain(stage.Chain, self, peer);
        var entered = new TraceStep { Kind = TraceStepKind.Stage, Stage = stage, Detail = DecisionText.Of(stage) };
        ImmutableArray<TraceStep> steps = [.. explained.Steps.Select(step => step with { Stage = stage })];
        return new Explained(explained.Decision.At(stage), [entered, .. steps], steps);
    }

    public Explained Combine(Combination how, Explained first, Explained second)
    {
        Decision decision = how.Of(first.Decision, second.Decision);
        ImmutableArray<TraceStep> decisive = ReferenceEquals(decision, first.Decision) ? first.Decisive
            : ReferenceEquals(decision, second.Decision) ? second.Decisive
            : [];
        return new Explained(decision, Steps(how, first, second), decisive);
    }

    private static ImmutableArray<TraceStep> Steps(Combination how, Explained first, Explained second)
    {
        if (how.Ways() is { } ways)
        {
            return first.Decision.Outcome == second.Decision.Outcome ? second.Steps : [.. OnWay(ways.First, first), .. OnWay(ways.Second, second)];
        }

        bool stops = how switch
        {
            Combination.OrElse => !first.Decision.IsNoVerdict,
            Combination.Then or Combination.ThenAlso => first.Decision.Outcome == Outcome.Deny,
            _ => false,
        };
        return stops ? first.Steps : [.. first.Steps, .. second.Steps];
    }

    private static IEnumerable<TraceStep> OnWay(string way, Explained explained) =>
        explained.Steps.Select(step => step with { Depth = step.Depth + 1 }).Prepend(new TraceStep { Kind = TraceStepKind.Alternative, Detail = way });

    public IStages<Explained> AtPort(Protocol protocol, ushort port) =>
        new ExplainedStages(graph, half, new TrafficPoint(protocol, port, traffic.Minor), request);
}
