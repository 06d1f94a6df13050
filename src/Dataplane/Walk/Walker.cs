using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Moves one packet from stack to stack until its way ends.</summary>
/// <param name="network">The stacks.</param>
/// <param name="conversation">What nodes remember of the packets before it.</param>
internal sealed partial class Walker(PodNetwork network, Conversation conversation)
{
    private readonly ImmutableArray<WalkStep>.Builder _steps = ImmutableArray.CreateBuilder<WalkStep>(16);
    private readonly HashSet<(string Stack, IpAddress Source, IpAddress Destination, bool IsOuter)> _routed = [];
    private PacketTrace? _end;
    private ChainDecision? _unknown;

    /// <summary>Whether stacks tell the sender what went wrong; not about such messages themselves.</summary>
    private bool IsAnswered { get; init; } = true;

    /// <summary>The way of a packet that a stack sends.</summary>
    public PacketTrace Send(string from, Packet packet)
    {
        Arrival? arrival = network.Stack(from) is { } stack ? Originate(stack, packet) : End(WalkEnd.MachineDown, from, packet, $"there is no {from}");
        while (_end is null)
        {
            arrival = Receive(arrival!.Value);
        }

        return _end with { Sent = packet };
    }

    private Arrival? Originate(NetworkStack stack, Packet packet)
    {
        Passage passage = Enter(stack, null, packet);
        if (passage.IsTracked && !FindConnection(passage) && !TranslateDestination(passage))
        {
            return null;
        }

        if (stack.Owns(passage.Packet.Destination))
        {
            return Deliver(passage);
        }

        return FindRoute(passage) is { } route ? Leave(passage, route, NodeHook.Output) : null;
    }

    private Arrival? Receive(Arrival arrival)
    {
        (LinkEnd at, Packet packet, MacAddress? sourceMac, MacAddress? mac) = arrival;
        if (network.Stack(at.Stack) is not { } stack || stack.Device(at.Device) is not { } device)
        {
            return End(WalkEnd.MachineDown, at.Stack, packet, $"nothing answers at {at.Device} of {at.Stack}");
        }

        _steps.Add(new ReceivedStep(stack.Name, packet, device.Name));
        TellUnfiltered(stack, device, packet);
        if (device is VethDevice { Bridge: { } bridge } && stack.Device(bridge) is BridgeDevice own)
        {
            if (mac != own.Mac)
            {
                return Switch(stack, own, packet, sourceMac, mac!.Value);
            }

            device = own;
        }
        else if (mac is { } wanted && wanted != device.Mac)
        {
            return End(WalkEnd.WrongMac, stack.Name, packet, $"the frame is for {wanted}, and {device.Name} has {device.Mac}");
        }

        if (device is UplinkDevice lower && lower.UpperWith(packet.Destination) is { } upper)
        {
            return HandUp(stack, lower, upper, packet, sourceMac);
        }

        Passage passage = Enter(stack, device, packet);
        return Admit(passage) ? Route(passage) : null;
    }

    /// <summary>All that comes before the route is looked up; false where the way ended.</summary>
    private bool Admit(Passage passage)
    {
        bool isKnown = passage.IsTracked && FindConnection(passage);
        Mark(passage);
        if (!isKnown && passage.Rules is not null && !Filter(passage, NodeHook.Prerouting, null))
        {
            return false;
        }

        if (passage.From!.ChecksReversePath && passage.Stack.Lookup(null, passage.Original.Source)?.Device is var back && back != passage.From.Name)
        {
            End(WalkEnd.ReversePathFailed, passage.Stack.Name, passage.Packet, $"packets to {passage.Original.Source} leave by {back ?? "nothing"}, not by {passage.From.Name}");
            return false;
        }

        return isKnown || !passage.IsTracked || TranslateDestination(passage);
    }

    private Arrival? Route(Passage passage)
    {
        NetworkStack stack = passage.Stack;
        if (stack.Owns(passage.Packet.Destination))
        {
            return passage.Packet.Inner is null ? Deliver(passage) : Unwrap(passage);
        }

        if (stack.Name == PodNetwork.Outside)
        {
            return Lose(passage.Packet);
        }

        if (passage.Packet.Destination.StaysOnLink())
        {
            return End(WalkEnd.NotForwarded, stack.Name, passage.Packet, $"packets to {passage.Packet.Destination} are not sent on from link to link");
        }

        if (!stack.IsForwarding || !passage.From!.IsForwarding)
        {
            return End(WalkEnd.NotForwarded, stack.Name, passage.Packet, $"{stack.Name} does not have {passage.Packet.Destination} and does not send packets on");
        }

        if (FindRoute(passage) is not { } route)
        {
            return null;
        }

        if (passage.Packet.TimeToLive <= 1)
        {
            return Fail(passage, WalkEnd.TimeToLiveExceeded, "the packet may pass no more routers", IcmpErrors.TimeExceeded);
        }

        passage.Packet = passage.Packet with { TimeToLive = (byte)(passage.Packet.TimeToLive - 1) };
        return Leave(passage, route, NodeHook.Forward);
    }

    /// <summary>What goes outside ends there, also where it was for the cluster.</summary>
    private Arrival? Lose(Packet packet)
    {
        string? last = _steps.Select(step => step.Stack).LastOrDefault(stack => network.RulesOf(stack) is not null);
        Loss loss = network.WhyLost(packet, last) ?? new Loss(WalkEnd.LeftCluster, "");
        return End(loss.End, PodNetwork.Outside, packet, loss.Reason, remedy: loss.Remedy);
    }

    private Arrival? Deliver(Passage passage)
    {
        if ((passage.From is null && !Filter(passage, NodeHook.Output, null)) || !Filter(passage, NodeHook.Input, null))
        {
            return null;
        }

        TranslateSource(passage, null);
        Confirm(passage);
        return End(WalkEnd.Delivered, passage.Stack.Name, passage.Packet, "");
    }

    private Passage Enter(NetworkStack stack, NetworkDevice? from, Packet packet) =>
        network.RulesOf(stack.Name) is { } rules ? Enter(stack, from, Whole(packet), rules) : Enter(stack, from, packet, null);

    private static Passage Enter(NetworkStack stack, NetworkDevice? from, Packet packet, NodeRules? rules) =>
        new() { Stack = stack, From = from, Rules = rules, Original = packet, Packet = packet };

    /// <summary>Tracking connections takes that the pieces of a packet are put together first.</summary>
    private static Packet Whole(Packet packet) => packet.Inner is null && !packet.Pieces.IsEmpty ? packet with { Pieces = [], LargestPiece = packet.Pieces.Max() } : packet;

    private Arrival? Fail(Passage passage, WalkEnd end, string reason, IcmpError? error, string? remedy = null)
    {
        Packet packet = passage.Packet;
        PacketTrace? answer = null;
        if (error is { } told && IsAnswered && passage.From is not null && packet.Inner is null
            && (passage.Stack.SourceTowards(packet.Source) ?? passage.From.PrimaryIn(packet.Source.Family)) is { } own)
        {
            answer = new Walker(network, conversation) { IsAnswered = false }.Send(passage.Stack.Name, IcmpErrors.About(packet, own, told));
        }

        return End(end, passage.Stack.Name, packet, reason, answer, remedy);
    }

    private Arrival? End(WalkEnd end, string stack, Packet packet, string reason, PacketTrace? answer = null, string? remedy = null)
    {
        _end = _unknown is not null && end is (WalkEnd.Delivered or WalkEnd.LeftCluster)
            ? new PacketTrace(_steps.ToImmutable(), WalkEnd.PolicyUnknown, stack, packet) { Reason = _unknown.ToString() }
            : new PacketTrace(_steps.ToImmutable(), end, stack, packet) { Reason = reason, Remedy = remedy, Answer = answer };
        return null;
    }
}
