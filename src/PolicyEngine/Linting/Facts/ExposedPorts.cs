using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>Tells what services open to the outside, and where their ports lead.</summary>
internal static class ExposedPorts
{
    /// <summary>Whether a service is reached from outside the cluster: by the ports of nodes, a load balancer or external addresses.</summary>
    public static bool IsExposed(LintContext context, Service service) => service.Ports.Any(port => port.NodePort != 0)
        || !service.ExternalAddresses.IsEmpty
        || ((context.DocumentAt(service.Span)?["spec"] as MappingNode)?["type"] as ScalarNode)?.Text is "NodePort" or "LoadBalancer";

    /// <summary>The ports of a backend that a port of a service leads to.</summary>
    public static IEnumerable<TrafficPoint> PointsOf(ServicePort port, Endpoint backend) => port.TargetName is { } name
        ? backend.Ports.Where(declared => declared.Name == name && declared.Protocol == port.Protocol).Select(declared => TrafficPoint.Ports(port.Protocol, declared.Number))
        : port.TargetNumber == 0 ? [] : [TrafficPoint.Ports(port.Protocol, port.TargetNumber)];
}
