using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Queries.Hooks;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Into tunnels and out of them.</summary>
internal sealed partial class Walker
{
    private Arrival? IntoVxlan(Passage passage, VxlanDevice device, MacAddress mac, ImmutableArray<int> pieces)
    {
        (NetworkStack stack, Packet packet) = (passage.Stack, passage.Packet);
        if (stack.Links.Entry(device.Name, mac) is not { } entry)
        {
            return End(WalkEnd.ForwardingEntryMissing, stack.Name, packet, $"no forwarding entry of {device.Name} says which machine has {mac}");
        }

        _steps.Add(new ForwardingStep(stack.Name, packet, entry));
        return Wrap(passage, device, Tunnels.Vxlan(device, packet, mac, entry.Destination), pieces);
    }

    /// <summary>Sends the packet around another as one of the stack's own; each piece of a packet that was taken apart gets its own.</summary>
    private Arrival? Wrap(Passage inner, NetworkDevice device, Packet outer, ImmutableArray<int> pieces)
    {
        NetworkStack stack = inner.Stack;
        outer = pieces.Length > 1 ? outer with { Inner = outer.Inner! with { Packet = outer.Inner.Packet with { Pieces = pieces } } } : outer;
        _steps.Add(new EncapsulatedStep(stack.Name, outer, device.Name));
        Passage passage = Enter(stack, null, outer);
        passage.Mark = device is WireguardDevice encrypting ? encrypting.Mark : 0;
        if (FindRoute(passage) is not { } route)
        {
            return null;
        }

        if (stack.Device(route.Device!) is not { IsTunnel: false } link)
        {
            return End(WalkEnd.Looped, stack.Name, outer, $"the way to {outer.Destination} leads into {route.Device} itself");
        }

        if (!Filter(passage, NodeHook.Output, link))
        {
            return null;
        }

        int added = outer.Length - outer.Inner!.Packet.Length;
        ImmutableArray<int> around = Fragments.Of(outer with { Pieces = [.. pieces.Select(piece => piece + added)] }, link.Mtu);
        return around.IsEmpty
            ? Fail(inner, WalkEnd.TooBig, $"{link.Name} takes {link.Mtu} octets, and the packet around has {pieces.Max() + added}", IcmpErrors.TooBig(link.Mtu - added))
            : Transmit(passage, link, route.Gateway ?? outer.Destination, around);
    }

    private Arrival? Unwrap(Passage passage)
    {
        (NetworkStack stack, Packet outer) = (passage.Stack, passage.Packet);
        Encapsulation inner = outer.Inner!;
        if (passage.Rules?.AcceptsTunnelFrom(outer.Source, inner.Kind) == false)
        {
            return End(WalkEnd.TunnelSourceUnknown, stack.Name, outer, $"{outer.Source} is the address of no node that packets in {inner.Name} are taken from");
        }

        if (!Filter(passage, NodeHook.Input, null))
        {
            return null;
        }

        NetworkDevice? device = stack.Devices.FirstOrDefault(candidate => Takes(candidate, outer, inner));
        if (device is null)
        {
            return End(WalkEnd.TunnelMismatch, stack.Name, outer, $"no interface of {stack.Name} takes {inner.Name} with this port and network number");
        }

        _steps.Add(new DecapsulatedStep(stack.Name, inner.Packet, device.Name));
        if (Taken(stack, device, outer, inner) is not { } packet)
        {
            return null;
        }

        Passage arrived = Enter(stack, device, packet);
        return Admit(arrived) ? Route(arrived) : null;
    }

    private static bool Takes(NetworkDevice device, Packet outer, Encapsulation inner) => (device, inner.Kind) switch
    {
        (VxlanDevice vxlan, EncapsulationKind.Vxlan) => vxlan.Vni == inner.Vni && vxlan.Port == outer.Traffic.Major && vxlan.Local.Family == outer.Destination.Family,
        (IpipDevice, EncapsulationKind.Ipip) => true,
        (WireguardDevice wireguard, EncapsulationKind.Wireguard) => wireguard.Port == outer.Traffic.Major,
        (TunDevice tun, EncapsulationKind.Udp) => tun.Port == outer.Traffic.Major && tun.Local == outer.Destination,
        _ => false,
    };
}
