using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>One thing that happens to a packet on its way.</summary>
/// <param name="Stack">Where: a node, or <c>namespace/pod</c>.</param>
/// <param name="Packet">The packet after it.</param>
public abstract record WalkStep(string Stack, Packet Packet)
{
    /// <summary>What happens, without the place.</summary>
    public abstract string Text { get; }

    /// <summary>The place and what happens.</summary>
    public sealed override string ToString() => $"{Stack}: {Text}";
}

/// <summary>A route was found.</summary>
/// <param name="Stack">Where.</param>
/// <param name="Packet">The packet.</param>
/// <param name="Route">The route.</param>
public sealed record RoutedStep(string Stack, Packet Packet, Route Route) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => $"route {Route}";
}

/// <summary>The Ethernet address of the next hop was found.</summary>
/// <param name="Stack">Where.</param>
/// <param name="Packet">The packet.</param>
/// <param name="Device">The interface.</param>
/// <param name="NextHop">The address that was asked for.</param>
/// <param name="Mac">The answer.</param>
/// <param name="Answerer">Who answered on the link; null where a permanent entry says it.</param>
public sealed record ResolvedStep(string Stack, Packet Packet, string Device, IpAddress NextHop, MacAddress Mac, string? Answerer) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => $"{NextHop} is at {Mac} on {Device} ({(Answerer is null ? "permanent" : $"answered by {Answerer}")})";
}

/// <summary>The machine behind an Ethernet address was found in a forwarding table.</summary>
/// <param name="Stack">Where.</param>
/// <param name="Packet">The packet.</param>
/// <param name="Entry">The entry.</param>
public sealed record ForwardingStep(string Stack, Packet Packet, FdbEntry Entry) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => $"fdb {Entry}";
}

/// <summary>It was wrapped in another packet.</summary>
/// <param name="Stack">Where.</param>
/// <param name="Packet">The packet around it.</param>
/// <param name="Device">The tunnel's interface.</param>
public sealed record EncapsulatedStep(string Stack, Packet Packet, string Device) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => $"wrapped by {Device}: {Packet}";
}

/// <summary>It was taken out of the packet around it.</summary>
/// <param name="Stack">Where.</param>
/// <param name="Packet">The packet that was inside.</param>
/// <param name="Device">The tunnel's interface, by which it arrives now.</param>
public sealed record DecapsulatedStep(string Stack, Packet Packet, string Device) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => $"unwrapped by {Device}: {Packet}";
}

/// <summary>It left by an interface that carries frames.</summary>
/// <param name="Stack">Where.</param>
/// <param name="Packet">The packet.</param>
/// <param name="Device">The interface.</param>
/// <param name="SourceMac">The frame's source.</param>
/// <param name="DestinationMac">The frame's destination.</param>
/// <param name="FrameLengths">The octets of the frame, or of each frame where the packet was taken apart.</param>
public sealed record SentStep(string Stack, Packet Packet, string Device, MacAddress SourceMac, MacAddress DestinationMac, ImmutableArray<int> FrameLengths) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => $"out {Device} {SourceMac} > {DestinationMac} {Packet}{(FrameLengths.Length > 1 ? $" in {FrameLengths.Length} fragments" : "")}";
}

/// <summary>It arrived at an interface.</summary>
/// <param name="Stack">Where.</param>
/// <param name="Packet">The packet.</param>
/// <param name="Device">The interface.</param>
public sealed record ReceivedStep(string Stack, Packet Packet, string Device) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => $"in {Device} {Packet}";
}

/// <summary>An interface on top of another sent it by that one, or got it from there, past the stack that has the one below.</summary>
/// <param name="Stack">The stack that has the one below.</param>
/// <param name="Packet">The packet.</param>
/// <param name="Device">The one below.</param>
/// <param name="To">The interface that gets it.</param>
public sealed record HandedStep(string Stack, Packet Packet, string Device, LinkEnd To) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => $"handed by {Device} to {To.Device} of {To.Stack}";
}

/// <summary>It passed an interface of a pod that leads past the rules of the pod's node.</summary>
/// <param name="Stack">The pod.</param>
/// <param name="Packet">The packet.</param>
/// <param name="Device">The interface.</param>
public sealed record UnfilteredStep(string Stack, Packet Packet, string Device) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => $"no policy of the pod is asked: {Device} leads past the rules of its node";
}

/// <summary>A bridge passed its frame on.</summary>
/// <param name="Stack">Where.</param>
/// <param name="Packet">The packet.</param>
/// <param name="Bridge">The bridge.</param>
/// <param name="Port">The port it left by.</param>
public sealed record SwitchedStep(string Stack, Packet Packet, string Bridge, string Port) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => $"switched by {Bridge} to {Port}";
}

/// <summary>An address or a port of it was replaced.</summary>
/// <param name="Stack">Where.</param>
/// <param name="Packet">The packet after it.</param>
/// <param name="Before">The packet before it.</param>
/// <param name="By">Who did it: the chains of a Service, masquerading, or the tracked connection it belongs to.</param>
public sealed record TranslatedStep(string Stack, Packet Packet, Packet Before, string By) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => $"translated by {By}: {Before} becomes {Packet}";
}

/// <summary>Policies were asked, or the connection was accepted before.</summary>
/// <param name="Stack">Where.</param>
/// <param name="Packet">The packet as the policies saw it.</param>
/// <param name="Hook">At which point.</param>
/// <param name="Decision">What they decided; null where the connection was accepted before.</param>
public sealed record FilteredStep(string Stack, Packet Packet, NodeHook Hook, HookDecision? Decision) : WalkStep(Stack, Packet)
{
    /// <inheritdoc/>
    public override string Text => Decision is null
        ? $"{Hook}: established"
        : $"{Hook}: {(Decision.Chains.IsEmpty ? "no policy" : string.Join("; ", Decision.Chains))} for {Packet}";
}
