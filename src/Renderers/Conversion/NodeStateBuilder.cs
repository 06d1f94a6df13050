using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Conversion;

/// <summary>Works out what the agent of one node has to program, as Felix's calculation does.</summary>
internal sealed class NodeStateBuilder
{
    private readonly PolicyModel _model;
    private readonly string _node;
    private readonly bool _isExact;
    private readonly SetCollector _sets;
    private readonly RuleConverter _rules;
    private readonly GoverningPolicies _governing;
    private readonly Dictionary<Policy[], ImmutableArray<NodeTier>> _tiers = [];
    private readonly HashSet<Policy> _active = new(ReferenceEqualityComparer.Instance);
    private readonly SortedDictionary<string, Profile> _profiles = new(StringComparer.Ordinal);

    private NodeStateBuilder(PolicyModel model, string node, bool isExact)
    {
        (_model, _node, _isExact) = (model, node, isExact);
        _sets = new SetCollector(model);
        _rules = new RuleConverter(_sets);
        _governing = new GoverningPolicies(model);
    }

    /// <param name="model">The cluster.</param>
    /// <param name="node">The node.</param>
    /// <param name="isExact">Whether there is what the documents imply: profiles of namespaces and service accounts, and tunnels.</param>
    public static NodeState Build(PolicyModel model, string node, bool isExact) => new NodeStateBuilder(model, node, isExact).Build();

    private NodeState Build()
    {
        ImmutableArray<NodeWorkload> workloads = [.. _model.Endpoints.Where(IsOwnPod).Select(Workload)];
        ImmutableArray<NodeHost> hosts = [.. _model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.HostEndpoint && endpoint.Node == _node).Select(Host)];
        ImmutableArray<NodePolicy> policies = [.. _model.Policies.Where(policy => _active.Contains(policy) || policy.IsAlwaysNeeded).Select(Convert)];
        ImmutableArray<NodeProfile> profiles =
        [
            .. _profiles.Values.Select(profile => new NodeProfile(profile.Name, _rules.Convert(profile.Ingress, null), _rules.Convert(profile.Egress, null))),
        ];
        return new NodeState
        {
            Name = _node,
            Settings = new FelixSettings(_model.Felix.Of(_node).Parameters),
            Policies = policies,
            Profiles = profiles,
            Workloads = workloads,
            Hosts = hosts,
            Sets = _sets.ToSets(),
            Pools =
            [
                .. _model.IpPools.Select(pool => new NodePool(
                    pool.Cidr, pool.NatOutgoing, pool.Ipip != EncapsulationMode.Never, pool.Vxlan != EncapsulationMode.Never, pool.IsForLoadBalancersOnly)),
            ],
            NodeAddresses = [.. _model.Nodes.SelectMany(node => FirstOfEach(node.Addresses))],
            VxlanParents = [.. _model.Nodes.Where(IsVxlanParent).SelectMany(node => FirstOfEach(node.Addresses))],
            ServiceBlocks = [.. _model.ServiceAddresses.Prefixes],
        };
    }

    private static IEnumerable<IpAddress> FirstOfEach(ImmutableArray<IpAddress> addresses) => addresses.DistinctBy(address => address.Family);

    /// <summary>A node tells the address of its tunnel device as soon as it has one, which documents written by hand seldom do.</summary>
    private bool IsVxlanParent(Model.Node node) =>
        !node.TunnelAddresses.IsEmpty || (_isExact && _model.IpPools.Any(pool => pool.Vxlan != EncapsulationMode.Never));

    private bool IsOwnPod(Endpoint endpoint) => endpoint.Kind is EndpointKind.Pod or EndpointKind.Workload && endpoint.Node == _node && !endpoint.IsMissing && !endpoint.Addresses.IsEmpty;

    private NodePolicy Convert(Policy policy) => new(PolicyIds.Of(policy.Name), policy.Tier, policy.Subject.Text)
    {
        Ingress = _rules.Convert(policy.Ingress, policy.Name.Kind),
        Egress = _rules.Convert(policy.Egress, policy.Name.Kind),
        IsUntracked = policy.Stage == PolicyStage.Untracked,
        IsPreDnat = policy.Stage == PolicyStage.PreDnat,
        IsAlwaysNeeded = policy.IsAlwaysNeeded,
    };

    private NodeWorkload Workload(Endpoint pod)
    {
        Policy[] governing = Governing(pod);
        return new NodeWorkload(WorkloadInterface.NameOf(pod))
        {
            Tiers = TiersOf(governing),
            Profiles = ProfilesOf(pod),
            Nets = [.. pod.Addresses.Select(address => IpPrefix.Of(address))],
            SpoofedNets = WorkloadAnnotations.SpoofedNets(pod),
            FloatingAddresses = WorkloadAnnotations.FloatingAddresses(pod),
            Quality = WorkloadAnnotations.QualityOf(pod),
            Dscp = WorkloadAnnotations.Dscp(pod),
        };
    }

    /// <summary>The tiers of pods, which share them where the same policies govern them.</summary>
    private ImmutableArray<NodeTier> TiersOf(Policy[] governing)
    {
        if (!_tiers.TryGetValue(governing, out ImmutableArray<NodeTier> tiers))
        {
            tiers = TierLists.Normal(_model, governing);
            _tiers.Add(governing, tiers);
        }

        return tiers;
    }

    private NodeHost Host(Endpoint host)
    {
        Policy[] governing = Governing(host);
        return new NodeHost(host.Name, host.InterfaceName)
        {
            ExpectedAddresses = host.Addresses,
            Tiers = TierLists.Normal(_model, governing),
            UntrackedTiers = TierLists.Untracked(_model, governing),
            PreDnatTiers = TierLists.PreDnat(_model, governing),
            ForwardTiers = TierLists.Forward(_model, governing),
            Profiles = ProfilesOf(host),
        };
    }

    /// <summary>The policies that govern an endpoint, in order.</summary>
    private Policy[] Governing(Endpoint endpoint)
    {
        Policy[] governing = _governing.Of(endpoint);
        _active.UnionWith(governing);
        return governing;
    }

    private ImmutableArray<string> ProfilesOf(Endpoint endpoint)
    {
        foreach (Profile profile in endpoint.Profiles.Where(profile => _isExact || !profile.IsAssumed))
        {
            _profiles.TryAdd(profile.Name, profile);
        }

        return [.. endpoint.Profiles.Select(profile => profile.Name)];
    }
}
