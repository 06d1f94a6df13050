using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>Puts together what a rule's list of ports admits; each entry has a protocol of its own.</summary>
internal static class ListedPorts
{
    public static PortMatch ToMatch(ImmutableArray<NumberedPorts> numbers, ImmutableArray<NamedPort> names) =>
        new(TrafficSet.Union(numbers.Select(Traffic)), names) { Listed = numbers };

    private static TrafficSet Traffic(NumberedPorts ports) => ports == NumberedPorts.All(ports.Protocol!.Value)
        ? TrafficSet.ForProtocol(ports.Protocol.Value)
        : TrafficSet.Ports(ports.Protocol.Value, IntervalSet<ushort>.Of(ports.Low, ports.High));
}
