using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>A network of the stacks that a test lists, without rules.</summary>
/// <param name="stacks">The stacks.</param>
internal sealed class ListedNetwork(params NetworkStack[] stacks) : PodNetwork
{
    public IEnumerable<string> Names => stacks.Select(stack => stack.Name);

    public override string StackWith(IpAddress address) => stacks.FirstOrDefault(stack => stack.Owns(address))?.Name ?? Outside;

    internal override NodeRules? RulesOf(string stack) => null;

    internal override LinkEnd? OnSegment(string segment, IpAddress address) =>
        (from stack in stacks
         from device in stack.Devices.OfType<UplinkDevice>()
         where device.Segment == segment && device.Addresses.Any(own => own.Address == address)
         select (LinkEnd?)new LinkEnd(stack.Name, device.Name)).FirstOrDefault();

    protected override NetworkStack? Build(string name) => stacks.FirstOrDefault(stack => stack.Name == name);
}
