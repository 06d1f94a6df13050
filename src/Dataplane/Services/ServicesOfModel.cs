using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>The Service ports of a policy model. Where no backends are recorded, they are the pods that the Service selects.</summary>
internal static class ServicesOfModel
{
    public static ImmutableArray<ProxiedPort> Of(PolicyModel model)
    {
        ILookup<(string, string), EndpointSlice> slices = model.EndpointSlices.ToLookup(slice => (slice.Namespace, slice.ServiceName));
        Dictionary<IpAddress, string> nodes = [];
        foreach (Endpoint endpoint in model.Endpoints)
        {
            foreach (IpAddress address in endpoint.Addresses)
            {
                nodes.TryAdd(address, endpoint.Node);
            }
        }

        return
        [
            .. from service in model.Services
               where !service.IsHeadless
               from address in service.ClusterAddresses
               from port in service.Ports
               select new ProxiedPort(new ServicePortName(service.Namespace, service.Name, port.Name), port.Protocol, address, port.Number)
               {
                   NodePort = port.NodePort,
                   ExternalAddresses = [.. service.ExternalAddresses.Where(other => other.Family == address.Family)],
                   ExternalPolicy = service.IsExternalTrafficLocal ? TrafficPolicy.Local : TrafficPolicy.Cluster,
                   Backends = [.. Backends(model, service, port, slices[(service.Namespace, service.Name)])
                       .Where(backend => backend.Address.Family == address.Family)
                       .Select(backend => backend with { Node = nodes.GetValueOrDefault(backend.Address) })],
               },
        ];
    }

    private static IEnumerable<ServiceBackend> Backends(PolicyModel model, Service service, ServicePort port, IEnumerable<EndpointSlice> slices) =>
        slices.Any()
            ? from slice in slices
              from backend in slice.Ports
              where backend.Protocol == port.Protocol && backend.Name == port.Name
              from address in slice.Addresses
              select new ServiceBackend(address, backend.Number)
            : from pod in model.Endpoints
              where service.Selector is not null && pod.Kind is EndpointKind.Pod or EndpointKind.HostNetworkPod && pod.Namespace == service.Namespace && service.Selector.Matches(pod.Labels)
              let number = port.TargetName is null ? port.TargetNumber : NumberOf(pod, port)
              where number != 0
              from address in pod.Addresses
              select new ServiceBackend(address, number);

    private static ushort NumberOf(Endpoint pod, ServicePort port) =>
        pod.Ports.FirstOrDefault(candidate => candidate.Protocol == port.Protocol && candidate.Name == port.TargetName).Number;
}
