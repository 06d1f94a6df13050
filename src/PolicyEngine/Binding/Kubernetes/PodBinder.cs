using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>Reads pods and the pod templates of workloads. Fields that do not bear on policy are not looked at.</summary>
internal sealed class PodBinder(LabelReader labels, DiagnosticBag diagnostics)
{
    /// <summary>The service account that the API server gives to pods that name none.</summary>
    private const string DefaultServiceAccount = "default";

    private const string AddressAnnotation = "cni.projectcalico.org/podIP";
    private const string AmazonAnnotation = "vpc.amazonaws.com/pod-ips";

    private readonly Dictionary<PortList, ImmutableArray<EndpointPort>> _portLists = [];

    public PodResource BindPod(MappingNode root, ObjectHeader header, string @namespace)
    {
        var spec = root["spec"] as MappingNode;
        var status = root["status"] as MappingNode;
        bool hostNetwork = IsOnHostNetwork(spec, header);
        ImmutableArray<IpAddress> addresses = Addresses(status, header.Metadata);
        if (hostNetwork && addresses.IsEmpty && IpAddress.TryParse(Nodes.Text(status, "hostIP"), out IpAddress host))
        {
            addresses = [host];
        }

        bool finished = Nodes.Text(status, "phase") is "Succeeded" or "Failed" or "Completed" || HasLostAddress(header.Metadata);
        return Bind(header, @namespace, header.Metadata, spec, addresses, hostNetwork, finished);
    }

    /// <summary>The workload's template; null where it has none.</summary>
    public WorkloadResource? BindWorkload(MappingNode root, ObjectHeader header, string @namespace)
    {
        MappingNode? spec = root["spec"] as MappingNode;
        if (header.Kind == "CronJob")
        {
            spec = (spec?["jobTemplate"] as MappingNode)?["spec"] as MappingNode;
        }

        if (spec?["template"] is not MappingNode template)
        {
            return null;
        }

        var podSpec = template["spec"] as MappingNode;
        PodResource pod = Bind(header, @namespace, template["metadata"] as MappingNode, podSpec, [], IsOnHostNetwork(podSpec, header), false);
        return new WorkloadResource(header.Kind, pod);
    }

    /// <summary>Whether the pod has its node's network. What is no boolean is refused by the API server, and told of.</summary>
    private bool IsOnHostNetwork(MappingNode? spec, ObjectHeader header)
    {
        if (spec?["hostNetwork"] is { } written and not ScalarNode { Kind: ScalarKind.Boolean or ScalarKind.Null })
        {
            diagnostics.Add(BindingDiagnostics.WrongType, written.Span, $"`hostNetwork` of {header.Kind} {header.Name} is {written.Describe()}, expected a boolean");
        }

        return Nodes.Flag(spec, "hostNetwork");
    }

    private PodResource Bind(
        ObjectHeader header,
        string @namespace,
        MappingNode? podMetadata,
        MappingNode? spec,
        ImmutableArray<IpAddress> addresses,
        bool hostNetwork,
        bool finished)
    {
        string account = Nodes.Text(spec, "serviceAccountName");
        if (account.Length == 0)
        {
            account = Nodes.Text(spec, "serviceAccount");
        }

        return new PodResource(
            @namespace,
            header.Name,
            labels.Read(podMetadata?["labels"], $"{header.Kind} {header.Name}"),
            account.Length == 0 ? DefaultServiceAccount : account,
            Nodes.Text(spec, "nodeName"),
            addresses,
            Ports(spec, header),
            hostNetwork,
            finished,
            Owner(header.Metadata),
            header.Span)
        {
            Annotations = PodAnnotations.Read(podMetadata),
        };
    }

    /// <summary>What controls the pod; others that own it only see to it that it is cleared away. One of no kind is taken for a pod.</summary>
    private static OwnerReference Owner(MappingNode? metadata)
    {
        OwnerReference owner = default;
        foreach (MappingNode reference in Nodes.Mappings(metadata?["ownerReferences"]))
        {
            if (Nodes.Flag(reference, "controller"))
            {
                string kind = Nodes.Text(reference, "kind");
                owner = new OwnerReference(kind.Length == 0 ? "Pod" : kind, Nodes.Text(reference, "name"));
            }
        }

        return owner.Kind == "Node" ? default : owner;
    }

    /// <summary>A pod that is being deleted gives its address back before it is gone; Calico empties the annotation then.</summary>
    private static bool HasLostAddress(MappingNode? metadata) =>
        metadata?["deletionTimestamp"] is ScalarNode { Kind: not ScalarKind.Null }
        && metadata["annotations"] is MappingNode annotations
        && (IsEmptied(annotations, AddressAnnotation) || IsEmptied(annotations, AmazonAnnotation));

    private static bool IsEmptied(MappingNode annotations, string name) => annotations[name] is ScalarNode { Text: "" };

    /// <summary>Status first; before a pod reports, Calico takes the address from its own annotations.</summary>
    private static ImmutableArray<IpAddress> Addresses(MappingNode? status, MappingNode? metadata)
    {
        ImmutableArray<IpAddress>.Builder addresses = ImmutableArray.CreateBuilder<IpAddress>();
        foreach (MappingNode entry in Nodes.Mappings(status?["podIPs"]))
        {
            AddAddress(Nodes.Text(entry, "ip"), addresses);
        }

        if (addresses.Count == 0)
        {
            AddAddress(Nodes.Text(status, "podIP"), addresses);
        }

        if (addresses.Count == 0 && metadata?["annotations"] is MappingNode annotations)
        {
            foreach (string annotation in (ReadOnlySpan<string>)["cni.projectcalico.org/podIPs", AddressAnnotation, AmazonAnnotation])
            {
                if (addresses.Count > 0)
                {
                    break;
                }

                foreach (string block in Nodes.Text(annotations, annotation).Split(','))
                {
                    AddAddress(block.Split('/')[0], addresses);
                }
            }
        }

        return addresses.ToImmutable();
    }

    private static void AddAddress(string text, ImmutableArray<IpAddress>.Builder addresses)
    {
        if (IpAddress.TryParse(text, out IpAddress address) && !addresses.Contains(address))
        {
            addresses.Add(address);
        }
    }

    /// <summary>
    /// Containers' and init containers' ports; those without a name cannot be named by a rule and are left out
    /// (Calico's conversion of pods).
    /// </summary>
    private ImmutableArray<EndpointPort> Ports(MappingNode? spec, ObjectHeader header)
    {
        ImmutableArray<EndpointPort>.Builder ports = ImmutableArray.CreateBuilder<EndpointPort>();
        foreach (string list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            foreach (MappingNode container in Nodes.Mappings(spec?[list]))
            {
                foreach (MappingNode port in Nodes.Mappings(container["ports"]))
                {
                    AddPort(port, header, ports);
                }
            }
        }

        if (ports.Count == 0)
        {
            return [];
        }

        var key = new PortList(ports.ToImmutable());
        if (!_portLists.TryGetValue(key, out ImmutableArray<EndpointPort> known))
        {
            known = key.Ports;
            _portLists.Add(key, known);
        }

        return known;
    }

    private void AddPort(MappingNode port, ObjectHeader header, ImmutableArray<EndpointPort>.Builder ports)
    {
        string name = Nodes.Text(port, "name");
        if (port["protocol"] is { } written and not ScalarNode)
        {
            diagnostics.Add(BindingDiagnostics.WrongType, written.Span, $"the protocol of a port of {header.Kind} {header.Name} is {written.Describe()}, expected text");
        }

        string protocolText = Nodes.Text(port, "protocol");
        Protocol? protocol = protocolText switch
        {
            "" or "TCP" => Protocol.Tcp,
            "UDP" => Protocol.Udp,
            "SCTP" => Protocol.Sctp,
            _ => null,
        };
        if (protocol is null)
        {
            diagnostics.Add(
                BindingDiagnostics.InvalidProtocol,
                port["protocol"]!.Span,
                $"the protocol of a port of {header.Kind} {header.Name} is `{protocolText}`, expected `TCP`, `UDP` or `SCTP`");
        }

        if (name.Length > 0
            && protocol is { } known
            && Nodes.Port(port, "containerPort") is not 0 and var number)
        {
            ports.Add(new EndpointPort(name, known, number));
        }
    }

    /// <summary>Port lists by content, so that equal lists of many pods are one.</summary>
    private sealed record PortList(ImmutableArray<EndpointPort> Ports)
    {
        public bool Equals(PortList? other) => other is not null && Ports.AsSpan().SequenceEqual(other.Ports.AsSpan());

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (EndpointPort port in Ports)
            {
                hash.Add(port);
            }

            return hash.ToHashCode();
        }
    }
}
