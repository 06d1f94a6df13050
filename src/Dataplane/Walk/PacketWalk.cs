using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>
/// Packets on their way through a cluster, one after the other: connections are tracked from one to the next, so that the
/// answer to a packet finds its way back. Start one for every conversation; not for use by several threads at once.
/// </summary>
public sealed class PacketWalk
{
    private readonly PodNetwork _network;
    private readonly Conversation _conversation;

    /// <summary>Starts without any connection.</summary>
    /// <param name="network">The cluster's stacks.</param>
    /// <param name="seed">What chance starts from where a Service chooses among its backends: the same seed gives the same choices.</param>
    public PacketWalk(PodNetwork network, ulong seed = 0)
        : this(network, new Conversation(seed))
    {
    }

    private PacketWalk(PodNetwork network, Conversation conversation) => (_network, _conversation) = (network, conversation);

    /// <summary>
    /// The same packets' walk where the cluster has changed meanwhile. What nodes track stays, but for the connections and clients
    /// that kube-proxy forgets when it writes other rules (<see cref="Services.ProxiedConnections.Under"/>).
    /// </summary>
    public PacketWalk Through(PodNetwork changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        _conversation.Rewrite(node => changed.RulesOf(node)?.Services);
        return new(changed, _conversation);
    }

    /// <summary>Lets time pass; nothing else moves the clock.</summary>
    public void Advance(TimeSpan time) => _conversation.Now += time;

    /// <summary>The way of a packet from the stack that has its source.</summary>
    public PacketTrace Send(Packet packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        return Send(_network.StackWith(packet.Source), packet);
    }

    /// <summary>The way of a packet from a stack, whatever its source.</summary>
    public PacketTrace Send(string from, Packet packet) => new Walker(_network, _conversation).Send(from, packet);

    /// <summary>The way of a packet from a stack that chooses the source by its routes, as a process does that does not bind one.</summary>
    /// <returns>The way; null where the stack has no address of the destination's family.</returns>
    public PacketTrace? SendUnbound(string from, IpAddress destination, TrafficPoint traffic) =>
        _network.SourceTowards(from, destination) is { } source ? Send(from, new Packet(source, destination, traffic)) : null;

    /// <summary>The way of the answer to a packet that was delivered.</summary>
    public PacketTrace Reply(PacketTrace delivered)
    {
        ArgumentNullException.ThrowIfNull(delivered);
        Packet packet = delivered.Packet;
        ConnectionTuple back = ConnectionTuple.Of(packet).Reverse;
        PacketTrace answer = Send(delivered.Stack, new Packet(back.Source, back.Destination, back.Traffic) { Length = packet.Length, DontFragment = packet.DontFragment });
        ConnectionTuple expected = ConnectionTuple.Of(delivered.Sent).Reverse;
        return !answer.IsDelivered || ConnectionTuple.Of(answer.Packet) == expected ? answer : answer with
        {
            End = WalkEnd.StrangeAnswer,
            Reason = $"it comes from {answer.Packet.Source}, and {answer.Packet.Destination} asked {delivered.Sent.Destination}: the answer does not pass where the question was translated",
        };
    }
}
