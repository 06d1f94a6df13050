using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Leaving a stack by one of its interfaces.</summary>
internal sealed partial class Walker
{
    private const int EthernetHeader = 14;

    /// <summary>Leaves by a route. The size counts before the rules, so that the sender is told of it under its own address.</summary>
    private Arrival? Leave(Passage passage, Route route, NodeHook hook)
    {
        if (passage.Stack.Device(route.Device!) is not { } device)
        {
            return End(WalkEnd.NoRoute, passage.Stack.Name, passage.Packet, $"the route's interface {route.Device} does not exist");
        }

        int mtu = Math.Min(route.Mtu ?? device.Mtu, device.Mtu);
        ImmutableArray<int> pieces = Fragments.Of(passage.Packet, mtu);
        if (pieces.IsEmpty)
        {
            return Fail(passage, WalkEnd.TooBig, $"{device.Name} takes {mtu} octets, and the packet has {passage.Packet.Length} and must not be taken apart", IcmpErrors.TooBig(mtu));
        }

        if (!Filter(passage, hook, device))
        {
            return null;
        }

        TranslateSource(passage, device);
        Confirm(passage);
        return Transmit(passage, device, route.Gateway ?? passage.Packet.Destination, pieces);
    }

    private Arrival? Transmit(Passage passage, NetworkDevice device, IpAddress nextHop, ImmutableArray<int> pieces)
    {
        (NetworkStack stack, Packet packet) = (passage.Stack, passage.Packet);
        if (device is { IsTunnel: true, HasFrames: false })
        {
            return IntoTunnel(passage, device, nextHop, pieces);
        }

        if (stack.Links.Neighbour(device.Name, nextHop) is { } known)
        {
            _steps.Add(new ResolvedStep(stack.Name, packet, device.Name, nextHop, known.Mac, null));
            return device is VxlanDevice vxlan ? IntoVxlan(passage, vxlan, known.Mac, pieces) : Frame(stack, device, packet, known.Mac, OtherEnd(stack, device, known), pieces);
        }

        (LinkEnd End, MacAddress Mac)? answer = device is VxlanDevice ? null : Ask(stack, device, nextHop);
        if (answer is not { } found)
        {
            return Fail(passage, WalkEnd.NeighborUnknown, $"nobody on {device.Name} answers for {nextHop}", device is VxlanDevice ? null : IcmpErrors.HostUnreachable);
        }

        _steps.Add(new ResolvedStep(stack.Name, packet, device.Name, nextHop, found.Mac, found.End.Stack));
        return Frame(stack, device, packet, found.Mac, found.End, pieces);
    }

    private Arrival? Frame(NetworkStack stack, NetworkDevice device, Packet packet, MacAddress mac, LinkEnd? end, ImmutableArray<int> pieces)
    {
        if (end is not { } other)
        {
            return End(WalkEnd.NeighborUnknown, stack.Name, packet, $"nothing on {device.Name} has {mac}");
        }

        TellUnfiltered(stack, device, packet);
        _steps.Add(new SentStep(stack.Name, packet, device.Name, device.Mac, mac, [.. pieces.Select(piece => piece + EthernetHeader)]));
        var arrival = new Arrival(other, pieces.Length > 1 ? packet with { Pieces = pieces } : packet, device.Mac, mac);
        return device is UpperDevice upper ? HandDown(upper, arrival) : arrival;
    }

    private Arrival? Switch(NetworkStack stack, BridgeDevice bridge, Packet packet, MacAddress? source, MacAddress mac)
    {
        foreach (VethDevice port in stack.Devices.OfType<VethDevice>().Where(port => port.Bridge == bridge.Name))
        {
            if (network.Stack(port.PeerStack)?.Device(port.PeerDevice)?.Mac == mac)
            {
                packet = Translate(stack, bridge, packet);
                _steps.Add(new SwitchedStep(stack.Name, packet, bridge.Name, port.Name));
                return new Arrival(new LinkEnd(port.PeerStack, port.PeerDevice), packet, source, mac);
            }
        }

        return End(WalkEnd.NeighborUnknown, stack.Name, packet, $"no port of {bridge.Name} leads to {mac}");
    }

    /// <summary>
    /// The packet as connection tracking leaves it, which sees what bridges switch (<c>net.bridge.bridge-nf-call-iptables</c>, without
    /// which no Service works between pods of one bridge). Rules for Services translate nothing that is sent to a pod beside.
    /// </summary>
    private Packet Translate(NetworkStack stack, BridgeDevice bridge, Packet packet)
    {
        Passage passage = Enter(stack, bridge, packet);
        if (!passage.IsTracked || !FindConnection(passage))
        {
            return packet;
        }

        TranslateSource(passage, null);
        return passage.Packet with { Pieces = packet.Pieces, LargestPiece = packet.LargestPiece };
    }

    /// <summary>Who on the link answers for an address, and with which Ethernet address (ARP, neighbour discovery).</summary>
    private (LinkEnd End, MacAddress Mac)? Ask(NetworkStack asker, NetworkDevice device, IpAddress target)
    {
        switch (device)
        {
            case VethDevice veth:
                return AnswerOf(new LinkEnd(veth.PeerStack, veth.PeerDevice), target);
            case UplinkDevice uplink:
                return network.OnSegment(uplink.Segment, target) is { } member ? AnswerOf(member, target) : null;
            case UpperDevice upper:
                return AskBelow(upper, target);
            case BridgeDevice bridge:
                return asker.Devices.OfType<VethDevice>()
                    .Where(port => port.Bridge == bridge.Name)
                    .Select(port => AnswerOf(new LinkEnd(port.PeerStack, port.PeerDevice), target))
                    .FirstOrDefault(answer => answer is not null);
            default:
                return null;
        }
    }

    private (LinkEnd End, MacAddress Mac)? AnswerOf(LinkEnd end, IpAddress target)
    {
        if (network.Stack(end.Stack) is not { } stack || stack.Device(end.Device) is not { } device)
        {
            return null;
        }

        if (device is VethDevice { Bridge: { } name } && stack.Device(name) is BridgeDevice bridge)
        {
            return (stack.Owns(target) ? bridge.Mac : BehindPorts(stack, bridge, target)) is { } mac ? (end, mac) : null;
        }

        return stack.Owns(target) || Proxies.Answers(stack, device, target) ? (end, device.Mac) : null;
    }

    private MacAddress? BehindPorts(NetworkStack stack, BridgeDevice bridge, IpAddress target)
    {
        foreach (VethDevice port in stack.Devices.OfType<VethDevice>().Where(port => port.Bridge == bridge.Name))
        {
            if (network.Stack(port.PeerStack) is { } peer && peer.Owns(target) && peer.Device(port.PeerDevice) is { } device)
            {
                return device.Mac;
            }
        }

        return null;
    }

    private LinkEnd? OtherEnd(NetworkStack stack, NetworkDevice device, Neighbour known) => device switch
    {
        VethDevice veth => new LinkEnd(veth.PeerStack, veth.PeerDevice),
        UpperDevice upper => AskBelow(upper, known.Address)?.End,
        BridgeDevice bridge => stack.Devices.OfType<VethDevice>()
            .Where(port => port.Bridge == bridge.Name && network.Stack(port.PeerStack)?.Device(port.PeerDevice)?.Mac == known.Mac)
            .Select(port => (LinkEnd?)new LinkEnd(port.PeerStack, port.PeerDevice))
            .FirstOrDefault(),
        _ => null,
    };
}
