using System.Collections.Immutable;
using PolicyEngine.Binding.Calico;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>Reads Nodes: their labels and addresses, and what Calico's annotations say of these.</summary>
internal static class NodeBinder
{
    public static Node Bind(MappingNode root, ObjectHeader header, LabelReader labels)
    {
        ImmutableArray<IpAddress>.Builder addresses = ImmutableArray.CreateBuilder<IpAddress>();
        foreach (MappingNode entry in Nodes.Mappings((root["status"] as MappingNode)?["addresses"]))
        {
            if (IpAddress.TryParse(Nodes.Text(entry, "address"), out IpAddress address) && !addresses.Contains(address))
            {
                addresses.Add(address);
            }
        }

        return new Node(header.Name, labels.Read(header.Metadata?["labels"], $"Node {header.Name}"), addresses.ToImmutable(), header.Span)
            .Annotated(header.Metadata?["annotations"] as MappingNode);
    }
}
