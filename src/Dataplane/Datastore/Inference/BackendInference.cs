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
    private readonly PolicyModel _model;
    private readonly ILookup<(string, string), BackendList> _recorded;
    private readonly ILookup<string, Endpoint> _pods;

    public BackendInference(PolicyModel model, DatastoreContents contents, Assumptions assumptions)
    {
        (_model, _contents, _assumptions) = (model, contents, assumptions);
        BackendList[] slices = contents.Slices.Count > 0 ? [.. contents.Slices.Values] : [.. model.EndpointSlices.Select(ModelServices.Of)];
        HashSet<(string, string)> sliced = [.. slices.Select(slice => (slice.Namespace, slice.Service))];
        _recorded = slices
            .Concat(contents.Endpoints.Values.SelectMany(lists => lists).Where(list => !sliced.Contains((list.Namespace, list.Service))))
            .ToLookup(list => (list.Namespace, list.Service));
        _pods = model.Endpoints.Where(endpoint => endpoint.Kind is EndpointKind.Pod or EndpointKind.HostNetworkPod).ToLookup(endpoint => endpoint.Namespace, StringComparer.Ordinal);
    }

    public IEnumerable<ProxiedPort> Ports() =>
        from service in _model.Services
        from port in _contents.Services.GetValueOrDefault($"Service/{service.Namespace}/{service.Name}") ?? ModelServices.Of(service)
        select port.Port with { Backends = [.. BackendsOf(service, port).DistinctBy(backend => (backend.Address, backend.Port))] };

    private IEnumerable<ServiceBackend> BackendsOf(Service service, FamilyPort port)
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

    private IEnumerable<ServiceBackend> Selected(Service service, FamilyPort port)
    {
        if (service.Selector is not { } selector)
        {
            yield break;
        }

        _assumptions.Add("the Service's backends are taken to be the pods that it selects", $"{service.Namespace}/{service.Name}");
        ServicePort written = service.Ports.FirstOrDefault(candidate => candidate.Number == port.Port.Port && candidate.Protocol == port.Port.Protocol);
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
