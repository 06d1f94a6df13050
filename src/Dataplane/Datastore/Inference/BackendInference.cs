using PolicyEngine.Dataplane.Datastore.Reading;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>Finds the backends of Services: those that the cluster recorded, or else the pods that the Service selects.</summary>
internal sealed class BackendInference
{
    private readonly DatastoreContents _contents;
    private readonly Assumptions _assumptions;
    private readonly ILookup<(string, string), BackendList> _recorded;
    private readonly Dictionary<(string, string), Service> _services;
    private readonly ILookup<string, Endpoint> _pods;

    public BackendInference(PolicyModel model, DatastoreContents contents, Assumptions assumptions)
    {
        (_contents, _assumptions) = (contents, assumptions);
        BackendList[] slices = [.. contents.Slices.Values];
        HashSet<(string, string)> sliced = [.. slices.Select(slice => (slice.Namespace, slice.Service))];
        _recorded = slices
            .Concat(contents.Endpoints.Values.SelectMany(lists => lists).Where(list => !sliced.Contains((list.Namespace, list.Service))))
            .ToLookup(list => (list.Namespace, list.Service));
        _services = model.Services.DistinctBy(service => (service.Namespace, service.Name)).ToDictionary(service => (service.Namespace, service.Name));
        _pods = model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Pod).ToLookup(endpoint => endpoint.Namespace, StringComparer.Ordinal);
    }

    public IEnumerable<ProxiedPort> Ports() =>
        from service in _contents.Services.Values
        where _services.ContainsKey((service.Namespace, service.Name))
        from port in service.Ports
        select port.Port with { Backends = [.. BackendsOf(service, port).DistinctBy(backend => (backend.Address, backend.Port))] };

    private IEnumerable<ServiceBackend> BackendsOf(ServiceDefinition service, FamilyPort port)
    {
        IEnumerable<BackendList> recorded = _recorded[(service.Namespace, service.Name)];
        return recorded.Any()
            ? from list in recorded
              from served in list.Ports
              where served.Name == port.Port.Name.Port && served.Protocol == port.Port.Protocol
              from backend in list.Backends
              where backend.Address.Family == port.Family
              select backend with { Port = served.Port }
            : Selected(service, port);
    }

    private IEnumerable<ServiceBackend> Selected(ServiceDefinition service, FamilyPort port)
    {
        if (_services.GetValueOrDefault((service.Namespace, service.Name)) is not { Selector: { } selector } known)
        {
            yield break;
        }

        _assumptions.Add("the Service's backends are taken to be the pods that it selects", $"{service.Namespace}/{service.Name}");
        ServicePort written = known.Ports.FirstOrDefault(candidate => candidate.Number == port.Port.Port && candidate.Protocol == port.Port.Protocol);
        foreach (Endpoint pod in _pods[service.Namespace].Where(pod => selector.Matches(pod.Labels)))
        {
            ushort number = written.TargetName is { } name ? NumberOf(pod, name, port.Port.Protocol) : written.TargetNumber;
            foreach (IpAddress address in pod.Addresses.Where(address => number != 0 && address.Family == port.Family))
            {
                yield return new ServiceBackend(address, number) { Node = pod.Node.Length > 0 ? pod.Node : null };
            }
        }
    }

    private static ushort NumberOf(Endpoint pod, string name, Protocol protocol) =>
        pod.Ports.FirstOrDefault(port => port.Name == name && port.Protocol == protocol).Number;
}
