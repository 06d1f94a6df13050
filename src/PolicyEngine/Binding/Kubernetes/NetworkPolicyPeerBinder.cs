using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>Reads one peer of a NetworkPolicy rule. Selector peers are pods only; an <c>ipBlock</c> is addresses only.</summary>
internal static class NetworkPolicyPeerBinder
{
    public static PeerMatch Bind(FieldReader peer, string policyNamespace)
    {
        // Such a peer means the same in every namespace; of the others few are alike.
        return peer.Node["namespaceSelector"] is MappingNode
            ? peer.Context.Peers.Bind(peer, peer.Node, "", BindAnew)
            : BindAnew(peer, policyNamespace);
    }

    private static PeerMatch BindAnew(FieldReader peer, string policyNamespace)
    {
        FieldReader? pods = peer.Object("podSelector");
        FieldReader? namespaces = peer.Object("namespaceSelector");
        FieldReader? block = peer.Object("ipBlock");
        peer.RejectUnknownFields();
        if (block is not null)
        {
            if (pods is not null || namespaces is not null)
            {
                peer.Error(BindingDiagnostics.BlockBesideSelector, peer.Span, $"`{peer.Path}` has `ipBlock` beside a selector");
            }

            return BindBlock(block);
        }

        if (pods is null && namespaces is null)
        {
            peer.Error(BindingDiagnostics.EmptyPeer, peer.Span, $"`{peer.Path}` has none of `podSelector`, `namespaceSelector` and `ipBlock`");
            return PeerMatch.Any;
        }

        PodSelection selection = namespaces is null ? PodSelection.InOne(pods!, policyNamespace) : PodSelection.InNamespaces(pods, namespaces);
        return new PeerMatch { Selector = selection.Selector, Words = () => selection.Description };
    }

    private static PeerMatch BindBlock(FieldReader block)
    {
        IpPrefix? cidr = block.Value("cidr") is ScalarNode { Kind: ScalarKind.String } node
            ? AddressReader.KubernetesBlock(block, node, "cidr")
            : null;
        if (block.String("cidr") is null && !block.Has("cidr"))
        {
            block.Error(BindingDiagnostics.MissingField, block.Span, $"`{block.Path}` needs `cidr`");
        }

        var except = new List<IpPrefix>();
        foreach (ScalarNode item in block.Strings("except"))
        {
            if (AddressReader.KubernetesBlock(block, item, "except") is not { } excluded)
            {
                continue;
            }

            if (cidr is { } outer && (!outer.Contains(excluded.First) || excluded.Length <= outer.Length))
            {
                block.Error(BindingDiagnostics.ExceptNotSubset, item.Span, $"`except` has `{item.Text}`, which is not a part of `{outer}`");
            }

            except.Add(excluded);
        }

        block.RejectUnknownFields();
        if (cidr is not { } prefix)
        {
            return PeerMatch.Any;
        }

        return new PeerMatch
        {
            Nets = AddressSet.Of(prefix),
            ListedNets = [prefix],
            ListedNotNets = [.. except],
            NotNets = except.Count == 0 ? null : AddressSet.FromPrefixes(except),
            Words = () => $"addresses in {prefix}{(except.Count == 0 ? "" : $" except {string.Join(", ", except)}")}",
        };
    }
}
