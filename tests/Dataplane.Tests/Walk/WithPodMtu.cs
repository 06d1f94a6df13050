using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Walk;

/// <summary>A network whose pairs of interfaces to pods take larger packets than they should.</summary>
internal sealed class WithPodMtu(PodNetwork network, int mtu) : PodNetwork
{
    public override string StackWith(IpAddress address) => network.StackWith(address);

    internal override NodeRules? RulesOf(string stack) => network.RulesOf(stack);

    internal override LinkEnd? OnSegment(string segment, IpAddress address) => network.OnSegment(segment, address);

    protected override NetworkStack? Build(string name) => network.Stack(name) is { } stack
        ? new NetworkStack(stack.Name, stack.Devices.Select(device => device is VethDevice ? device with { Mtu = mtu } : device), stack.Rules, stack.Links) { IsForwarding = stack.IsForwarding }
        : null;
}
