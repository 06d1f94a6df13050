using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>A network in which some stacks are not what they were made to be.</summary>
/// <param name="network">The network.</param>
/// <param name="alter">What each stack becomes.</param>
internal sealed class AlteredNetwork(PodNetwork network, Func<NetworkStack, NetworkStack> alter) : PodNetwork
{
    public override string StackWith(IpAddress address) => network.StackWith(address);

    /// <summary>One stack with other entries of links.</summary>
    public static Func<PodNetwork, PodNetwork> Links(string name, Func<LinkTable, LinkTable> alter) => network => new AlteredNetwork(
        network, stack => stack.Name == name ? With(stack, stack.Devices, stack.Rules, alter(stack.Links)) : stack);

    /// <summary>One stack with other devices.</summary>
    public static Func<PodNetwork, PodNetwork> Devices(string name, Func<NetworkDevice, NetworkDevice> alter) => network => new AlteredNetwork(
        network, stack => stack.Name == name ? With(stack, stack.Devices.Select(alter), stack.Rules, stack.Links) : stack);

    /// <summary>Pairs of interfaces that all take packets of a size, as after a change of the tunnel's.</summary>
    public static Func<PodNetwork, PodNetwork> Pairs(int mtu) => network => new AlteredNetwork(
        network, stack => With(stack, stack.Devices.Select(device => device is VethDevice ? device with { Mtu = mtu } : device), stack.Rules, stack.Links));

    /// <summary>A segment whose interfaces all take smaller packets.</summary>
    public static Func<PodNetwork, PodNetwork> Segment(string name, int mtu) => network => new AlteredNetwork(
        network, stack => With(stack, stack.Devices.Select(device => device is UplinkDevice uplink && uplink.Segment == name ? device with { Mtu = mtu } : device), stack.Rules, stack.Links));

    /// <summary>One stack with other routes in its only table.</summary>
    public static Func<PodNetwork, PodNetwork> Routes(string name, Func<IEnumerable<Route>, IEnumerable<Route>> alter) => network => new AlteredNetwork(
        network, stack => stack.Name == name ? With(stack, stack.Devices, [stack.Rules.Single() with { Table = RouteTable.Of(alter(stack.Rules.Single().Table.All)) }], stack.Links) : stack);

    internal override NodeRules? RulesOf(string stack) => network.RulesOf(stack);

    internal override LinkEnd? OnSegment(string segment, IpAddress address) => network.OnSegment(segment, address);

    internal override Loss? WhyLost(PolicyEngine.Dataplane.Walk.Packet packet, string? last) => network.WhyLost(packet, last);

    protected override NetworkStack? Build(string name) => network.Stack(name) is { } stack ? alter(stack) : null;

    private static NetworkStack With(NetworkStack stack, IEnumerable<NetworkDevice> devices, IEnumerable<RoutingRule> rules, LinkTable links) =>
        new(stack.Name, devices, rules, links) { IsForwarding = stack.IsForwarding };
}
