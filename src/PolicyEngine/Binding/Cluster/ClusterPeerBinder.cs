using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Cluster;

/// <summary>Reads the peers of cluster policies.</summary>
internal sealed class ClusterPeerBinder(ClusterPolicyForm form, EnforcementProfile profile)
{
    private static readonly string[] s_olderFields = ["namespaceSelector", "sameLabels", "notSameLabels"];

    /// <summary>Reads <c>podSelector</c> and <c>namespaceSelector</c>.</summary>
    public static PodSelection BindPods(FieldReader reader, bool namespacesRequired)
    {
        FieldReader? namespaces = reader.Object("namespaceSelector");
        FieldReader? pods = reader.Object("podSelector");
        reader.RejectUnknownFields();
        WarnWithout(reader, "podSelector");
        if (namespacesRequired)
        {
            WarnWithout(reader, "namespaceSelector");
        }

        return PodSelection.InNamespaces(pods, namespaces);
    }

    /// <summary>What is left out is empty to whoever reads the object (Go), and the API server asks for it all the same.</summary>
    private static void WarnWithout(FieldReader reader, string field)
    {
        if (!reader.Has(field))
        {
            reader.Context.Diagnostics.Add(BindingDiagnostics.SelectorLeftOut, reader.Span, $"`{reader.Path}` has no `{field}`, and is read as if it were `{{}}`");
        }
    }

    /// <summary>
    /// One peer; null where the implementation cannot act on it, which fails the whole rule: its own kinds of peer it
    /// does not know, by the API's rule for clients that are older than the policy.
    /// </summary>
    public PeerMatch? Bind(FieldReader peer, Directions direction)
    {
        FieldReader? namespaces = peer.Object("namespaces");
        FieldReader? pods = peer.Object("pods");
        bool isEgress = direction == Directions.Egress;
        bool hasNetworks = isEgress && peer.Has("networks");
        FieldReader? nodes = isEgress ? peer.Object("nodes") : null;
        bool hasDomains = isEgress && form.MayNameDomains && peer.Has("domainNames");
        int kinds = (namespaces is null ? 0 : 1) + (pods is null ? 0 : 1) + (hasNetworks ? 1 : 0) + (nodes is null ? 0 : 1) + (hasDomains ? 1 : 0);
        if (kinds == 0)
        {
            peer.Context.Diagnostics.Add(BindingDiagnostics.InvalidPeer, peer.Span, $"`{peer.Path}` has no field that says who the peer is");
            return null;
        }

        peer.RejectUnknownFields();
        if (kinds > 1)
        {
            peer.Error(BindingDiagnostics.InvalidPeer, peer.Span, $"`{peer.Path}` has more than one kind of peer");
            return PeerMatch.Any;
        }

        return namespaces is not null ? BindNamespaces(namespaces)
            : pods is not null ? Match(BindPods(pods, namespacesRequired: form.IsV1Alpha1))
            : nodes is not null ? BindNodes(nodes)
            : hasNetworks ? BindNetworks(peer)
            : BindDomains(peer);
    }

    private static PeerMatch Match(PodSelection selection) => new() { Selector = selection.Selector, Words = () => selection.Description };

    private PeerMatch BindNamespaces(FieldReader namespaces)
    {
        if (form.IsV1Alpha1 && s_olderFields.Any(namespaces.Has))
        {
            namespaces.Error(BindingDiagnostics.InvalidPeer, namespaces.Span, $"`{namespaces.Path}` is written as before version 0.1.3 of the API");
            return PeerMatch.Any;
        }

        PodSelection selection = PodSelection.InNamespaces(null, namespaces);
        return profile.NamespacePeersArePods
            ? Match(selection)
            : new PeerMatch { Selector = selection.InNamespace, Words = () => selection.Description };
    }

    private PeerMatch? BindNodes(FieldReader nodes)
    {
        IReadOnlyList<Selector> requirements = LabelSelectorBinder.Bind(nodes).All;
        if (!profile.MatchesNodesAndDomains)
        {
            return NotConvertible(nodes, nodes.Span);
        }

        Selector selector = Selector.And(requirements);
        return new PeerMatch { Nodes = selector, Words = () => requirements.Count == 0 ? "all nodes" : $"nodes with {selector.Text}" };
    }

    private PeerMatch BindNetworks(FieldReader peer)
    {
        var prefixes = new List<IpPrefix>();
        foreach (ScalarNode item in peer.Strings("networks"))
        {
            IpPrefix? block = form.IsV1Alpha1 ? AddressReader.AdminBlock(peer, item, "networks") : AddressReader.ClusterBlock(peer, item, "networks");
            if (block is { } prefix)
            {
                prefixes.Add(prefix);
            }
        }

        CheckCount(peer, "networks");
        return new PeerMatch { Nets = AddressSet.FromPrefixes(prefixes), ListedNets = [.. prefixes], Words = () => $"addresses in {string.Join(", ", prefixes)}" };
    }

    /// <summary>Domain names stand for addresses that only the cluster's DNS can tell.</summary>
    private PeerMatch? BindDomains(FieldReader peer)
    {
        string[] names = [.. peer.Strings("domainNames").Select(name => name.Text)];
        CheckCount(peer, "domainNames");
        SourceSpan span = peer.Value("domainNames")!.Span;
        if (!profile.MatchesNodesAndDomains)
        {
            return NotConvertible(peer, span);
        }

        return new PeerMatch
        {
            // No name outside the cluster's own domain leads to a pod.
            NotSelector = names.Any(ClusterDomain.Holds) ? null : CalicoLabels.IsPod,
            Domains = [.. names],
            Words = () => $"addresses of {string.Join(", ", names)}",
        };
    }

    private void CheckCount(FieldReader peer, string field)
    {
        int count = peer.List(field).Length;
        if (count == 0 || count > form.MaxPeers)
        {
            peer.Error(BindingDiagnostics.ClusterLimit, peer.Value(field)!.Span, $"`{peer.Field(field)}` needs 1 to {form.MaxPeers} entries");
        }
    }

    private PeerMatch? NotConvertible(FieldReader reader, SourceSpan span)
    {
        reader.Warn(
            BindingDiagnostics.FailedRule,
            span,
            $"{profile} does not know this kind of peer: a rule that accepts is left out, any other denies everything");
        return null;
    }
}
