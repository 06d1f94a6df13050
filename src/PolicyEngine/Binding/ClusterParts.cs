using System.Collections.Immutable;
using PolicyEngine.Binding.Calico;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding;

/// <summary>Makes the parts of a model that are not policies and tiers.</summary>
internal sealed class ClusterParts
{
    private readonly ResourceCollection _resources;
    private readonly BindingContext _context;
    private readonly Dictionary<string, Namespace> _namespaces = new(StringComparer.Ordinal);

    public ClusterParts(ResourceCollection resources, ServiceRules services, LabelReader labels, BindingContext context)
    {
        (_resources, Labels, _context) = (resources, labels, context);
        Profiles = new ProfileTable(resources, NamespaceOf, services, context.Diagnostics);
    }

    public ProfileTable Profiles { get; }

    public LabelReader Labels { get; }

    public static AddressSet ServiceAddresses(ResourceCollection resources) =>
        resources.BgpConfigurations.Values.Aggregate(AddressSet.Empty, (all, addresses) => all.Union(addresses));

    public static ImmutableArray<HostInDoubt> HostsInDoubt(ResourceCollection resources) =>
        [.. resources.HostEndpoints.Values.Where(host => host.Fault is not null).Select(host => new HostInDoubt(host.Node, host.Fault!))];

    /// <summary>All of them.</summary>
    public PolicyModel Build()
    {
        FelixConfigurations felix = NodeSettings.Felix(_resources, _context);
        EndpointList endpoints = new EndpointBuilder(_resources, felix, this).Build();
        ImmutableArray<NetworkSet> sets = NetworkSets();
        return new PolicyModel
        {
            Tiers = [],
            Policies = [],
            Endpoints = endpoints,
            NetworkSets = sets,
            Namespaces = [.. NamespaceUse.Names(_resources, endpoints, sets).Order(StringComparer.Ordinal).Select(NamespaceOf)],
            Services = [.. _resources.Services.Values],
            EndpointSlices = [.. _resources.EndpointSlices.Values],
            Nodes = NodeSettings.Merge(_resources),
            IpPools = [.. _resources.IpPools.Values],
            Felix = felix,
            ServiceAddresses = ServiceAddresses(_resources),
            HostsInDoubt = HostsInDoubt(_resources),
        };
    }

    public ImmutableArray<NetworkSet> NetworkSets() => [.. _resources.NetworkSets.Values.Select(BuildNetworkSet)];

    /// <summary>A namespace with the label that the control plane gives it whatever was written; one that is only referred to exists, with that label alone.</summary>
    public Namespace NamespaceOf(string name)
    {
        if (!_namespaces.TryGetValue(name, out Namespace? known))
        {
            known = !_resources.Namespaces.TryGet("", name, out Namespace? declared) ? ModelBuilder.ReferredTo(name)
                : declared.Labels[CalicoLabels.MetadataName] == name ? declared
                : declared with { Labels = Labels.Intern(declared.Labels.With(CalicoLabels.MetadataName, name)) };
            _namespaces.Add(name, known);
        }

        return known;
    }

    private NetworkSet BuildNetworkSet(NetworkSetResource set)
    {
        if (set.Namespace.Length == 0)
        {
            return new NetworkSet("", set.Name, set.Labels, AddressSet.FromPrefixes(set.Blocks), set.Span) { Blocks = set.Blocks };
        }

        var all = new List<KeyValuePair<string, string>>();
        all.AddRange(Profiles.OfNamespace(set.Namespace).Labels);
        all.AddRange(set.Labels);
        all.Add(new(CalicoLabels.Namespace, set.Namespace));
        return new NetworkSet(set.Namespace, set.Name, Labels.Intern(LabelSet.Create(all)), AddressSet.FromPrefixes(set.Blocks), set.Span) { Blocks = set.Blocks };
    }
}
