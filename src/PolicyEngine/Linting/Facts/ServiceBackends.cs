using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Indexing;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>The pods behind services: those a service selects, else those whose addresses the cluster recorded for it.</summary>
internal sealed class ServiceBackends
{
    private readonly Dictionary<Service, List<Endpoint>> _backends = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Endpoint, List<Service>> _services = new(ReferenceEqualityComparer.Instance);

    public ServiceBackends(PolicyModel model)
    {
        Service[] selecting = [.. model.Services.Where(service => service.Selector is not null)];
        var index = SelectorIndex.Create([.. selecting.Select(service => Selector.And(CalicoLabels.InNamespace(service.Namespace), service.Selector!))]);
        var matches = new List<int>();
        foreach (IGrouping<LabelSet, Endpoint> alike in model.Endpoints.Where(MayServe).GroupBy(endpoint => endpoint.Labels))
        {
            index.Match(alike.Key, matches);
            foreach (int match in matches)
            {
                foreach (Endpoint endpoint in alike)
                {
                    Add(selecting[match], endpoint);
                }
            }
        }

        AddRecorded(model);
    }

    /// <summary>The pods behind a service, by name.</summary>
    public IReadOnlyList<Endpoint> Of(Service service) => _backends.GetValueOrDefault(service) ?? [];

    /// <summary>The services that lead to a pod.</summary>
    public IReadOnlyList<Service> ServicesOf(Endpoint endpoint) => _services.GetValueOrDefault(endpoint) ?? [];

    /// <summary>The number of the port of a pod to which a service's port leads; null where the pod has no port of that name.</summary>
    public static ushort? TargetOn(ServicePort port, Endpoint backend) => port.TargetName is null
        ? port.TargetNumber
        : backend.Ports.FirstOrDefault(own => own.Name == port.TargetName && own.Protocol == port.Protocol) is { Number: > 0 } found ? found.Number : null;

    private static bool MayServe(Endpoint endpoint) => endpoint.Kind is EndpointKind.Pod or EndpointKind.Workload or EndpointKind.HostNetworkPod;

    private void AddRecorded(PolicyModel model)
    {
        Dictionary<ServiceReference, Service> withoutSelector = [];
        foreach (Service service in model.Services.Where(service => service.Selector is null))
        {
            withoutSelector.TryAdd(new ServiceReference(service.Namespace, service.Name), service);
        }

        if (withoutSelector.Count == 0)
        {
            return;
        }

        ILookup<IpAddress, Endpoint> pods = model.Endpoints
            .Where(endpoint => endpoint.Kind == EndpointKind.Pod)
            .SelectMany(endpoint => endpoint.Addresses.Select(address => (address, endpoint)))
            .ToLookup(entry => entry.address, entry => entry.endpoint);
        foreach (EndpointSlice slice in model.EndpointSlices)
        {
            if (withoutSelector.TryGetValue(new ServiceReference(slice.Namespace, slice.ServiceName), out Service? service))
            {
                foreach (Endpoint endpoint in slice.Addresses.SelectMany(address => pods[address]).Distinct())
                {
                    Add(service, endpoint);
                }
            }
        }
    }

    private void Add(Service service, Endpoint endpoint)
    {
        (CollectionsMarshal.GetValueRefOrAddDefault(_backends, service, out _) ??= []).Add(endpoint);
        (CollectionsMarshal.GetValueRefOrAddDefault(_services, endpoint, out _) ??= []).Add(service);
    }
}
