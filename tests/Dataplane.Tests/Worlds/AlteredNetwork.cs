using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>A network whose stacks are not as its agents made them.</summary>
internal sealed class AlteredNetwork(PodNetwork network, Func<NetworkStack, NetworkStack> alter) : PodNetwork
{
    public override string StackWith(IpAddress address) => network.StackWith(address);

    internal override NodeRules? RulesOf(string stack) => network.RulesOf(stack);

    internal override LinkEnd? OnSegment(string segment, IpAddress address) => network.OnSegment(segment, address);

    protected override NetworkStack? Build(string name) => network.Stack(name) is { } stack ? alter(stack) : null;
}
