using System.Collections.Immutable;
using PolicyEngine.Binding.Calico;
using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Binding;

/// <summary>Puts together what several objects say about nodes: Kubernetes' and Calico's records, settings for all and for one.</summary>
internal static class NodeSettings
{
    /// <summary>The nodes, each with the addresses that both records give.</summary>
    public static ImmutableArray<Node> Merge(ResourceCollection resources)
    {
        var nodes = new SortedDictionary<string, Node>(StringComparer.Ordinal);
        foreach (Node node in resources.Nodes.Values)
        {
            nodes.Add(node.Name, node);
        }

        foreach (Node node in resources.CalicoNodes.Values)
        {
            nodes[node.Name] = nodes.TryGetValue(node.Name, out Node? known)
                ? known with
                {
                    Addresses = [.. known.Addresses.Union(node.Addresses)],
                    TunnelAddresses = [.. known.TunnelAddresses.Union(node.TunnelAddresses)],
                    Subnets = [.. known.Subnets.Union(node.Subnets)],
                }
                : node;
        }

        return [.. nodes.Values];
    }

    public static FelixConfigurations Felix(ResourceCollection resources, BindingContext context)
    {
        FelixConfiguration everywhere = resources.FelixConfigurations.TryGet("", FelixConfigurationBinder.Everywhere, out MappingNode? all)
            ? FelixConfigurationBinder.Bind(all, FelixConfiguration.Default, context)
            : FelixConfiguration.Default;
        ImmutableDictionary<string, FelixConfiguration>.Builder byNode = ImmutableDictionary.CreateBuilder<string, FelixConfiguration>(StringComparer.Ordinal);
        foreach (MappingNode document in resources.FelixConfigurations.Values)
        {
            string name = ObjectHeader.Of(document).Name;
            if (name.StartsWith(FelixConfigurationBinder.NodePrefix, StringComparison.Ordinal))
            {
                byNode[name[FelixConfigurationBinder.NodePrefix.Length..]] = FelixConfigurationBinder.Bind(document, everywhere, context);
            }
        }

        return new FelixConfigurations(everywhere, byNode.ToImmutable());
    }
}
