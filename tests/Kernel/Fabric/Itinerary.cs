using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>What a walk says that devices see: frames as they leave and come, and last that a process reads the packet.</summary>
/// <param name="network">The network.</param>
internal sealed class Itinerary(PodNetwork network)
{
    private readonly List<string> _lines = [];
    private SentStep? _last;

    /// <summary>What it says, a line for each.</summary>
    public static IReadOnlyList<string> Of(PodNetwork network, PacketTrace? trace)
    {
        var itinerary = new Itinerary(network);
        foreach (WalkStep step in trace?.Steps ?? [])
        {
            itinerary.Add(step);
        }

        if (trace is { End: WalkEnd.Delivered })
        {
            itinerary._lines.Add(Read(trace.Stack, trace.Packet.Source));
        }
        else if (trace is { End: WalkEnd.ForwardingEntryMissing } && trace.Steps[^1] is ResolvedStep resolved)
        {
            itinerary.AddLost(resolved);
        }

        return itinerary._lines;
    }

    /// <summary>That a process of a stack reads the packet as one from an address.</summary>
    public static string Read(string stack, IpAddress from) => $"{stack}: read as from {from}";

    private void Add(WalkStep step)
    {
        NetworkStack stack = network.Stack(step.Stack)!;
        switch (step)
        {
            case SentStep sent:
                _last = sent;
                Add(stack, sent.Device, isOutgoing: true, sent.Packet);
                if (stack.Device(sent.Device) is BridgeDevice && PortTowards(stack, sent) is { } port)
                {
                    Add(stack, port, isOutgoing: true, sent.Packet);
                }

                break;
            case ReceivedStep received:
                Add(stack, received.Device, isOutgoing: false, received.Packet);
                if (stack.Device(received.Device) is VethDevice { Bridge: { } bridge } && stack.Device(bridge)?.Mac == _last!.DestinationMac)
                {
                    Add(stack, bridge, isOutgoing: false, received.Packet);
                }

                break;
            case SwitchedStep switched:
                Add(stack, switched.Port, isOutgoing: true, switched.Packet);
                break;
            case EncapsulatedStep { Packet.Inner: { } inner } wrapped:
                AddInner(stack, wrapped.Device, isOutgoing: true, inner);
                break;
            case DecapsulatedStep unwrapped:
                AddInner(stack, unwrapped.Device, isOutgoing: false, _last!.Packet.Inner!);
                break;
            default:
                break;
        }
    }

    private void Add(NetworkStack stack, string device, bool isOutgoing, Packet packet) => _lines.Add(
        new Sighting(stack, device, isOutgoing, _last!.SourceMac, _last.DestinationMac, packet) { Lengths = _last.FrameLengths }.ToString());

    private void AddInner(NetworkStack stack, string device, bool isOutgoing, Encapsulation inner) =>
        _lines.Add(new Sighting(stack, device, isOutgoing, inner.SourceMac, inner.DestinationMac, inner.Packet).ToString());

    /// <summary>A frame for which a tunnel has no entry gets as far as into it.</summary>
    private void AddLost(ResolvedStep resolved)
    {
        NetworkStack stack = network.Stack(resolved.Stack)!;
        _lines.Add(new Sighting(stack, resolved.Device, IsOutgoing: true, stack.Device(resolved.Device)!.Mac, resolved.Mac, resolved.Packet).ToString());
    }

    private string? PortTowards(NetworkStack stack, SentStep sent) => stack.Devices.OfType<VethDevice>()
        .FirstOrDefault(port => port.Bridge == sent.Device && network.Stack(port.PeerStack)?.Device(port.PeerDevice)?.Mac == sent.DestinationMac)?.Name;
}
