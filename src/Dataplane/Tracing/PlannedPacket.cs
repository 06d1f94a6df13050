using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Tracing;

/// <summary>One packet to send: what a question about endpoints comes to where one sends to one other.</summary>
/// <param name="Sender">Who sends.</param>
/// <param name="Destination">The destination as the sender writes it: of a Service its own address.</param>
/// <param name="Traffic">Protocol and ports.</param>
internal sealed record PlannedPacket(TraceSender Sender, IpAddress Destination, TrafficPoint Traffic)
{
    private const string NothingEnforces = "the network is Flannel's alone, which enforces no policies";

    /// <summary>The node that packets from outside to the destination are sent to; null where the input tells.</summary>
    public string? Entrance { get; init; }

    /// <summary>What of the input the policies' verdicts do not take into account.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The packet that the question is about: to an address or Service as it is written, else to the first endpoint that the name stands for.</summary>
    /// <returns>Null where <paramref name="error"/> says why the question has no answer, or names nothing that has an address.</returns>
    public static PlannedPacket? Of(Query query, PolicySnapshot snapshot, DatastoreView view, out QueryError? error, CancellationToken cancellationToken)
    {
        error = ManyAddresses.Refuse(query);
        if (error is not null)
        {
            return null;
        }

        TraceSender? sender = TraceSender.Of(query, snapshot);
        TraceTarget? target = sender is null ? null : TraceTarget.Of(query, view, sender, out error);
        PlannedPacket? planned = error is not null ? null
            : target is not null ? new PlannedPacket(sender!, target.Address, target.Traffic) { Entrance = target.Entrance }
            : OfEndpoints(query, snapshot, sender, out error, cancellationToken);
        return planned is null ? null : planned with
        {
            Notes =
            [
                .. ManyAddresses.NotesOn(query, planned, snapshot.Model),
                .. snapshot.Model.NotTakenIntoAccount.Select(foreign => $"{foreign.Message} [{ReasonCode.UnsupportedObjectPresent.ToText()}]"),
                .. view.Provider == NetworkProvider.Flannel && !snapshot.Model.Policies.IsEmpty ? [NothingEnforces] : ImmutableArray<string>.Empty,
            ],
        };
    }

    /// <summary>The network as the question wants it.</summary>
    public DatastoreView In(DatastoreView view) =>
        Entrance is null ? view : view with { Cluster = view.Cluster with { Entrances = view.Cluster.Entrances.SetItem(Destination, Entrance) } };

    /// <summary>Sends it.</summary>
    /// <returns>Null where <paramref name="error"/> says that the sender has no address to send from, or that the packet is shorter than its headers.</returns>
    public PacketTrace? Send(TraceQuery query, PacketWalk walk, PodNetwork network, out QueryError? error)
    {
        if (Sender.SourceTowards(Destination, network) is not { } source)
        {
            error = NoTrace.Because($"{Sender.Name} has no address in the input to send to {Destination} from");
            return null;
        }

        var packet = new Packet(source, Destination, Traffic) { Length = query.Length, DontFragment = !query.MayFragment };
        if (packet.Length < packet.LeastLength)
        {
            error = NoTrace.Because(string.Create(CultureInfo.InvariantCulture, $"a packet of {packet.Length} octets is too short for its headers, which take {packet.LeastLength}"));
            return null;
        }

        error = null;
        return Sender.Stack is { } stack ? walk.Send(stack, packet) : walk.Send(packet);
    }

    private static PlannedPacket? OfEndpoints(Query query, PolicySnapshot snapshot, TraceSender? sender, out QueryError? error, CancellationToken cancellationToken)
    {
        Answer answer = snapshot.Ask(query, cancellationToken);
        error = answer.Error;
        if (error is not null)
        {
            return null;
        }

        if (answer.Parts is not [{ Witness: var flow }, ..])
        {
            error = NoTrace.Because($"there is no traffic between {query.From} and {query.To}");
            return null;
        }

        if (flow.Destination.Address is not { } destination || flow.Source.Address is not { } source)
        {
            error = NoTrace.Because($"{(flow.Destination.Address is null ? query.To : query.From)} has no address in the input");
            return null;
        }

        return TraceTraffic.Of(query, flow.Traffic, destination.Family, out error) is { } traffic
            ? new PlannedPacket(sender is null || !sender.Has(source) ? TraceSender.At(source) : sender, destination, traffic)
            : null;
    }
}
