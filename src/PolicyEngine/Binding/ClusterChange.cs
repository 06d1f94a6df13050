using System.Collections.Immutable;
using PolicyEngine.Binding.Calico;
using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Model;

namespace PolicyEngine.Binding;

/// <summary>
/// Applies a change of the cluster to a model: what it costs follows what the change touches. A namespace and a service account touch
/// their pods, a workload those that may be its pods.
/// </summary>
internal sealed class ClusterChange
{
    private readonly ResourceCollection _resources;
    private readonly PolicyModel _basis;
    private readonly ClusterParts _parts;
    private readonly EndpointBuilder _builder;
    private EndpointList _endpoints;

    private ClusterChange(PolicyModel basis, ResourceCollection resources, ClusterParts parts)
    {
        (_basis, _resources, _parts, _endpoints) = (basis, resources, parts, basis.Endpoints);
        _builder = new EndpointBuilder(resources, basis.Felix, parts);
    }

    /// <summary>
    /// The model with what lies over its cluster, with the policies of the model; null where all of the cluster has to be looked at: where profiles or
    /// settings are others.
    /// </summary>
    public static PolicyModel? Apply(PolicyModel basis, ResourceCollection resources, ClusterParts parts) =>
        resources.Profiles.IsChanged || resources.FelixConfigurations.IsChanged || LendsElsewhere(resources)
            || (resources.ChangesServices && resources.Profiles.Values.Any(ServiceRules.IsAbout)) ? null : new ClusterChange(basis, resources, parts).Apply();

    /// <summary>Whether what namespaces and accounts lend may go to endpoints that are not theirs: records can name any profile.</summary>
    private static bool LendsElsewhere(ResourceCollection resources)
    {
        return (resources.Namespaces.IsChanged || resources.ServiceAccounts.IsChanged)
            && (resources.WorkloadEndpoints.Values.Any(record => record.Profiles.Any(profile => !IsOf(profile, record.Namespace))) || resources.HostEndpoints.Values.Any(host => !host.Profiles.IsEmpty));

        static bool IsOf(string profile, string @namespace) =>
            profile == ProfileTable.NameOf(@namespace) || profile.StartsWith(ProfileTable.NameOf(@namespace, ""), StringComparison.Ordinal);
    }

    private PolicyModel Apply()
    {
        HashSet<string> whole = _resources.Namespaces.Changed.Select(name => name.Name)
            .Concat(_resources.ServiceAccounts.Changed.Concat(_resources.Workloads.Changed.Where(IsOwnedOtherwise)).Select(name => name.Namespace)).ToHashSet(StringComparer.Ordinal);
        foreach (string @namespace in whole)
        {
            Rebuild(@namespace);
        }

        foreach ((string Namespace, string Name) name in _resources.Pods.Changed.Union(_resources.WorkloadEndpoints.Changed).Where(name => !whole.Contains(name.Namespace)))
        {
            Rebuild(name.Namespace, name.Name);
        }

        foreach ((string Namespace, string Name) workload in _resources.Workloads.Changed.Where(workload => !whole.Contains(workload.Namespace)))
        {
            RebuildStandIn(workload.Namespace, workload.Name);
        }

        foreach ((string _, string name) in _resources.HostEndpoints.Changed)
        {
            Put(_endpoints.NumberOf("", name, endpoint => endpoint.Kind == EndpointKind.HostEndpoint), _resources.HostEndpoints.TryGet("", name, out HostEndpointResource? host) && host.Fault is null ? _builder.OfHost(host) : null);
        }

        bool mayLendSets = _resources.NetworkSets.IsChanged || _resources.Namespaces.IsChanged;
        PolicyModel changed = _basis with
        {
            Endpoints = _endpoints,
            NetworkSets = mayLendSets ? Kept(_basis.NetworkSets, _parts.NetworkSets(), (old, now) => old == now) : _basis.NetworkSets,
            Services = _resources.Services.IsChanged ? [.. _resources.Services.Values] : _basis.Services,
            EndpointSlices = _resources.EndpointSlices.IsChanged ? [.. _resources.EndpointSlices.Values] : _basis.EndpointSlices,
            Nodes = _resources.Nodes.IsChanged || _resources.CalicoNodes.IsChanged ? Kept(_basis.Nodes, NodeSettings.Merge(_resources), (old, now) => old.HasContentsOf(now)) : _basis.Nodes,
            IpPools = _resources.IpPools.IsChanged ? [.. _resources.IpPools.Values] : _basis.IpPools,
            ServiceAddresses = _resources.BgpConfigurations.IsChanged ? ClusterParts.ServiceAddresses(_resources) : _basis.ServiceAddresses,
            HostsInDoubt = _resources.HostEndpoints.IsChanged ? ClusterParts.HostsInDoubt(_resources) : _basis.HostsInDoubt,
        };
        return changed with { Namespaces = NamespaceUse.After(changed, _resources, _parts) };
    }

    /// <summary>Makes all endpoints of a namespace anew.</summary>
    private void Rebuild(string @namespace)
    {
        int[] numbers = [.. _endpoints.NumbersIn(@namespace).Where(number => _endpoints[number].Kind != EndpointKind.HostEndpoint)];
        Dictionary<(string Name, string Workload, bool IsStandIn), int> known = numbers.ToDictionary(number => NameOf(_endpoints[number]));
        foreach (Endpoint endpoint in _builder.BuildIn(@namespace))
        {
            Put(known.Remove(NameOf(endpoint), out int number) ? number : -1, endpoint);
        }

        foreach (int number in known.Values)
        {
            Put(number, null);
        }
    }

    /// <summary>Makes the endpoint of a pod anew, and those that stand for the pods of its workloads, before the change and after it.</summary>
    private void Rebuild(string @namespace, string name)
    {
        foreach (Endpoint neighbour in _endpoints.Around(@namespace, name).Where(IsPlainPod))
        {
            _builder.Learn(neighbour);
        }

        Put(_endpoints.NumberOf(@namespace, name, endpoint => !endpoint.IsStandIn && endpoint.Kind != EndpointKind.HostEndpoint), _builder.Of(@namespace, name));
        IEnumerable<string> old = _resources.Pods.Before(@namespace, name) is { } before ? _builder.OwnersOf(before) : [];
        IEnumerable<string> now = _resources.Pods.TryGet(@namespace, name, out PodResource? after) ? _builder.OwnersOf(after) : [];
        foreach (string owner in old.Union(now, StringComparer.Ordinal))
        {
            RebuildStandIn(@namespace, owner);
        }
    }

    /// <summary>Makes anew what stands for the pods of a workload.</summary>
    private void RebuildStandIn(string @namespace, string owner)
    {
        if (_resources.Workloads.TryGet(@namespace, owner, out WorkloadResource? workload))
        {
            Put(_endpoints.NumberOf(@namespace, workload.Template.Name, endpoint => endpoint.IsStandIn && endpoint.Workload == owner), _builder.StandIn(workload));
        }
    }

    /// <summary>Whether a workload is new or gone, or another makes it than before: pods and other workloads may belong elsewhere then.</summary>
    private bool IsOwnedOtherwise((string Namespace, string Name) name) =>
        _resources.Workloads.Before(name.Namespace, name.Name) is not { } before
        || !_resources.Workloads.TryGet(name.Namespace, name.Name, out WorkloadResource? now) || before.Template.Owner != now.Template.Owner;

    /// <summary>What there was, where what there is now is the same.</summary>
    private static ImmutableArray<T> Kept<T>(ImmutableArray<T> old, ImmutableArray<T> now, Func<T, T, bool> areSame) =>
        old.Length == now.Length && old.Zip(now).All(pair => areSame(pair.First, pair.Second)) ? old : now;

    private static (string Name, string Workload, bool IsStandIn) NameOf(Endpoint endpoint) => (endpoint.Name, endpoint.Workload, endpoint.IsStandIn);

    /// <summary>Whether an endpoint has its labels and profiles as all pods have them.</summary>
    private bool IsPlainPod(Endpoint endpoint) =>
        endpoint is { Kind: EndpointKind.Pod or EndpointKind.FinishedPod, IsMissing: false } && !_resources.WorkloadEndpoints.TryGet(endpoint.Namespace, endpoint.Name, out _)
        && _resources.WorkloadEndpoints.Before(endpoint.Namespace, endpoint.Name) is null;

    private void Put(int number, Endpoint? endpoint)
    {
        _endpoints = (number, endpoint) switch
        {
            ( < 0, null) => _endpoints,
            ( < 0, _) => _endpoints.With(endpoint, out _),
            (_, null) => _endpoints.Without(number),
            _ => _endpoints[number].HasContentsOf(endpoint) ? _endpoints : _endpoints.With(number, endpoint),
        };
    }
}
