using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Calico;

/// <summary>A workload endpoint as written: the pod it belongs to, and what it says instead of the pod.</summary>
internal sealed record WorkloadEndpointResource(
    string Namespace,
    string Name,
    LabelSet Labels,
    ImmutableArray<string> Profiles,
    string Node,
    ImmutableArray<IpAddress> Addresses,
    ImmutableArray<EndpointPort> Ports,
    bool MaySpoof,
    string InterfaceName,
    SourceSpan Span)
{
    /// <summary>The name of the record, which Calico makes of those of the node and the pod.</summary>
    public required string RecordName { get; init; }
}

/// <summary>Reads WorkloadEndpoints, Calico's own record of a pod.</summary>
internal static class WorkloadEndpointBinder
{
    public static WorkloadEndpointResource Bind(MappingNode root, ObjectHeader header, string @namespace, LabelReader labels)
    {
        var spec = root["spec"] as MappingNode;
        string pod = Nodes.Text(spec, "pod");
        if (pod.Length == 0)
        {
            pod = Nodes.Text(spec, "workload");
        }

        ImmutableArray<IpAddress>.Builder addresses = ImmutableArray.CreateBuilder<IpAddress>();
        foreach (string text in Nodes.Texts(spec?["ipNetworks"]))
        {
            if (IpPrefix.TryParse(text, out IpPrefix prefix) && !addresses.Contains(prefix.First))
            {
                addresses.Add(prefix.First);
            }
        }

        ImmutableArray<EndpointPort>.Builder ports = ImmutableArray.CreateBuilder<EndpointPort>();
        foreach (MappingNode port in Nodes.Mappings(spec?["ports"]))
        {
            if (Nodes.Text(port, "name") is { Length: > 0 } name
                && Nodes.Port(port, "port") is not 0 and var number
                && Protocol.TryParse(Nodes.Text(port, "protocol"), out Protocol protocol)
                && protocol.HasPorts)
            {
                ports.Add(new EndpointPort(name, protocol, number));
            }
        }

        LabelSet own = labels.Read(header.Metadata?["labels"], $"WorkloadEndpoint {header.Name}");
        if (Nodes.Text(spec, "orchestrator") is { Length: > 0 } orchestrator)
        {
            // As Calico's client does when it stores one.
            own = own.With(CalicoLabels.Orchestrator, orchestrator);
        }

        if (Nodes.Text(spec, "serviceAccountName") is { Length: > 0 } account)
        {
            own = own.With(CalicoLabels.ServiceAccount, account);
        }

        return new WorkloadEndpointResource(
            @namespace,
            pod.Length == 0 ? header.Name : pod,
            own,
            [.. Nodes.Texts(spec?["profiles"])],
            Nodes.Text(spec, "node"),
            addresses.ToImmutable(),
            ports.ToImmutable(),
            spec?["allowSpoofedSourcePrefixes"] is SequenceNode { Items.Length: > 0 },
            Nodes.Text(spec, "interfaceName"),
            header.Span)
        { RecordName = header.Name };
    }
}
