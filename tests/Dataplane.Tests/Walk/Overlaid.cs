using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Walk;

/// <summary>A network whose stacks are not as they should be.</summary>
internal sealed class Overlaid(PodNetwork network) : PodNetwork
{
    /// <summary>The device that stands in for one of a stack.</summary>
    public Func<NetworkStack, NetworkDevice, NetworkDevice> Device { get; init; } = (_, device) => device;

    /// <summary>Whether a stack has a route.</summary>
    public Func<NetworkStack, Route, bool> HasRoute { get; init; } = (_, _) => true;

    /// <summary>Routes that come before those of a stack.</summary>
    public Func<NetworkStack, IEnumerable<Route>> Routes { get; init; } = _ => [];

    /// <summary>The links that a stack knows.</summary>
    public Func<NetworkStack, LinkTable> Links { get; init; } = stack => stack.Links;

    /// <summary>A network whose pairs of interfaces to pods take larger packets than they should.</summary>
    public static Overlaid WithPodMtu(PodNetwork network, int mtu) =>
        new(network) { Device = (_, device) => device is VethDevice ? device with { Mtu = mtu } : device };

    public override string StackWith(IpAddress address) => network.StackWith(address);

    internal override NodeRules? RulesOf(string stack) => network.RulesOf(stack);

    internal override LinkEnd? OnSegment(string segment, IpAddress address) => network.OnSegment(segment, address);

    internal override Loss? WhyLost(Packet packet, string? last) => network.WhyLost(packet, last);

    protected override NetworkStack? Build(string name) => network.Stack(name) is { } stack
        ? new NetworkStack(name, stack.Devices.Select(device => Device(stack, device)), stack.Rules.Select(rule => rule with { Table = TableOf(stack, rule.Table) }), Links(stack)) { IsForwarding = stack.IsForwarding }
        : null;

    private RouteTable TableOf(NetworkStack stack, RouteTable table) => RouteTable.Of([.. Routes(stack), .. table.All.Where(route => HasRoute(stack, route))]);
}
