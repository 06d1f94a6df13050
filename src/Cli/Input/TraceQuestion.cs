using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Input;

/// <summary>One packet to send: what a question about endpoints comes to where one sends to one other.</summary>
/// <param name="Sender">Who sends.</param>
/// <param name="Destination">The destination as the sender writes it: of a Service its own address.</param>
/// <param name="Traffic">Protocol and ports.</param>
internal sealed record TraceQuestion(TraceSender Sender, IpAddress Destination, TrafficPoint Traffic)
{
    public const int UsualLength = 60;

    private const string NothingEnforces = "the network is Flannel's alone, which enforces no policies";

    public int Length { get; init; } = UsualLength;

    public bool MayFragment { get; init; }

    /// <summary>The node that packets from outside to the destination are sent to; null where the input tells.</summary>
    public string? Entrance { get; init; }

    /// <summary>What of the input the policies' verdicts do not take into account.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The packet that the question is about: to an address or Service as it is written, else to the first endpoint that the name stands for.</summary>
    /// <exception cref="CommandFailedException">The question has no answer, or names nothing that has an address.</exception>
    public static TraceQuestion Of(Query query, PolicySnapshot snapshot, DatastoreView view, CancellationToken cancellationToken)
    {
        TraceSender? sender = TraceSender.Of(query, snapshot);
        TraceQuestion question = sender is not null && TraceTarget.Of(query, view, sender) is { } target
            ? new TraceQuestion(sender, target.Address, target.Traffic) { Entrance = target.Entrance }
            : OfEndpoints(query, snapshot, sender, cancellationToken);
        return question with
        {
            Notes =
            [
                .. snapshot.Model.NotTakenIntoAccount.Select(foreign => $"{foreign.Message} [{ReasonCode.UnsupportedObjectPresent.ToText()}]"),
                .. view.Provider == NetworkProvider.Flannel && !snapshot.Model.Policies.IsEmpty ? [NothingEnforces] : ImmutableArray<string>.Empty,
            ],
        };
    }

    /// <summary>The network as the question wants it.</summary>
    public DatastoreView In(DatastoreView view) =>
        Entrance is null ? view : view with { Cluster = view.Cluster with { Entrances = view.Cluster.Entrances.SetItem(Destination, Entrance) } };

    /// <summary>Sends it.</summary>
    /// <exception cref="CommandFailedException">The sender has no address to send from.</exception>
    public PacketTrace Send(PacketWalk walk, PodNetwork network)
    {
        IpAddress source = Sender.SourceTowards(Destination, network) ?? throw new CommandFailedException($"{Sender.Name} has no address in the input to send to {Destination} from");
        var packet = new Packet(source, Destination, Traffic) { Length = Length, DontFragment = !MayFragment };
        return Sender.Stack is { } stack ? walk.Send(stack, packet) : walk.Send(packet);
    }

    private static TraceQuestion OfEndpoints(Query query, PolicySnapshot snapshot, TraceSender? sender, CancellationToken cancellationToken)
    {
        Answer answer = snapshot.Ask(query, cancellationToken);
        if (answer.Error is { } error)
        {
            throw new CommandFailedException(error.Message);
        }

        Flow flow = answer.Parts.Select(part => (Flow?)part.Witness).FirstOrDefault() ?? throw new CommandFailedException($"there is no traffic between {query.From} and {query.To}");
        IpAddress destination = flow.Destination.Address ?? throw new CommandFailedException($"{query.To} has no address in the input");
        IpAddress source = flow.Source.Address ?? throw new CommandFailedException($"{query.From} has no address in the input");
        return new TraceQuestion(sender is null || !sender.Has(source) ? TraceSender.At(source) : sender, destination, TraceTraffic.Of(query, flow.Traffic, destination.Family));
    }
}
