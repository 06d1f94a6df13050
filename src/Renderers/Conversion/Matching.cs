using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Conversion;

/// <summary>Finds what selectors match, all selectors at once.</summary>
internal static class Matching
{
    /// <summary>Whether rules find the endpoint by its labels.</summary>
    public static bool LendsLabels(Endpoint endpoint) => !endpoint.IsMissing && endpoint.Kind is EndpointKind.Pod or EndpointKind.Workload or EndpointKind.HostEndpoint;

    /// <summary>The sets of what selectors match, by their ids.</summary>
    public static IEnumerable<NodeSet> SetsOf(PolicyModel model, IReadOnlyDictionary<string, Selector> selectors)
    {
        KeyValuePair<string, Selector>[] entries = [.. selectors];
        HashSet<NodeSetMember>[] members = [.. entries.Select(_ => new HashSet<NodeSetMember>())];
        var index = SelectorIndex.Create([.. entries.Select(entry => entry.Value)]);
        var matches = new List<int>();
        foreach (Endpoint endpoint in model.Endpoints)
        {
            if (!endpoint.Addresses.IsEmpty && LendsLabels(endpoint))
            {
                Add(endpoint.Labels, endpoint.Addresses.Select(address => IpPrefix.Of(address)));
            }
        }

        foreach (NetworkSet set in model.NetworkSets)
        {
            Add(set.Labels, set.Blocks);
        }

        return entries.Select((entry, place) => new NodeSet(entry.Key, NodeSetKind.Nets, [.. members[place]]));

        void Add(LabelSet labels, IEnumerable<IpPrefix> nets)
        {
            index.Match(labels, matches);
            foreach (int match in matches)
            {
                foreach (IpPrefix net in nets)
                {
                    members[match].Add(new NodeSetMember(net));
                }
            }
        }
    }
}
