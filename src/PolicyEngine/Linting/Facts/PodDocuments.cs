using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>What the documents of pods and workloads say that the model does not keep.</summary>
internal static class PodDocuments
{
    /// <summary>The <c>spec</c> of the pods that an endpoint stands for; null where it is not kept.</summary>
    public static MappingNode? PodSpecOf(this LintContext context, Endpoint endpoint)
    {
        if (context.DocumentAt(endpoint.Span) is not { } document || document["spec"] is not MappingNode spec)
        {
            return null;
        }

        if (spec["jobTemplate"] is MappingNode job)
        {
            spec = job["spec"] as MappingNode ?? spec;
        }

        return spec["template"] is MappingNode template ? template["spec"] as MappingNode : spec;
    }

    /// <summary>Whether one of the containers declares a port, named or not.</summary>
    public static bool DeclaresPort(this LintContext context, Endpoint endpoint, Protocol protocol, ushort number) =>
        endpoint.Ports.Any(port => port.Number == number && port.Protocol == protocol)
        || Nodes.Mappings(context.PodSpecOf(endpoint)?["containers"])
            .SelectMany(container => Nodes.Mappings(container["ports"]))
            .Any(port => Nodes.Port(port, "containerPort") == number && ProtocolOf(port) == protocol);

    private static Protocol ProtocolOf(MappingNode port) => Protocol.TryParse(Nodes.Text(port, "protocol"), out Protocol protocol) ? protocol : Protocol.Tcp;
}
