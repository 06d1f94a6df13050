using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Interfaces on top of others: what they send and get passes the stack by that has the one below.</summary>
internal sealed partial class Walker
{
    private void TellUnfiltered(NetworkStack stack, NetworkDevice device, Packet packet)
    {
        if (device.IsUnfiltered)
        {
            _steps.Add(new UnfilteredStep(stack.Name, packet, device.Name));
        }
    }

    private Arrival HandUp(NetworkStack stack, UplinkDevice lower, UpperInterface upper, Packet packet, MacAddress? source)
    {
        LinkEnd end = new(upper.Stack, upper.Device);
        _steps.Add(new HandedStep(stack.Name, packet, lower.Name, end));
        return new Arrival(end, packet, source, lower.Mac);
    }

    /// <summary>Where the one below sends what one on top of it sends: to another on top of it, to its own stack, or to the segment.</summary>
    private Arrival? HandDown(UpperDevice upper, Arrival arrival)
    {
        UplinkDevice lower = Below(upper)!;
        bool leaves = lower.Uppers.All(other => new LinkEnd(other.Stack, other.Device) != arrival.At);
        if (leaves && lower.Redirected.Contain(arrival.Packet.Destination) && lower.Uppers.FirstOrDefault(other => other.Stack == upper.LowerStack) is { } own)
        {
            arrival = arrival with { At = new LinkEnd(own.Stack, own.Device), DestinationMac = lower.Mac };
        }
        else if (upper is VlanDevice)
        {
            // The tag is taken off on the way, and the frame gets the address of whoever takes it.
            arrival = arrival with { DestinationMac = network.Stack(arrival.At.Stack)?.Device(arrival.At.Device)?.Mac };
        }

        _steps.Add(new HandedStep(upper.LowerStack, arrival.Packet, lower.Name, arrival.At));
        return arrival;
    }

    /// <summary>Who answers for an address: on IPvlan another on top of the same one before any on the segment.</summary>
    private (LinkEnd End, MacAddress Mac)? AskBelow(UpperDevice upper, IpAddress target)
    {
        if (Below(upper) is not { } lower)
        {
            return null;
        }

        return upper is IpvlanDevice && lower.UpperWith(target) is { } other ? (new LinkEnd(other.Stack, other.Device), lower.Mac)
            : network.OnSegment(lower.Segment, target) is { } member ? AnswerOf(member, target)
            : null;
    }

    private UplinkDevice? Below(UpperDevice upper) => network.Stack(upper.LowerStack)?.Device(upper.LowerDevice) as UplinkDevice;
}
