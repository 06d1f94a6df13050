using PolicyEngine.Dataplane.Datastore.Reading;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Model;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>Services as far as the policies' own model knows them, for inputs whose documents were not kept.</summary>
internal static class ModelServices
{
    public static FamilyPort[] Of(Service service) =>
    [
        .. from address in service.ClusterAddresses
           from port in service.Ports
           select new FamilyPort(address.Family, new ProxiedPort(new ServicePortName(service.Namespace, service.Name, port.Name), port.Protocol, address, port.Number)
           {
               NodePort = port.NodePort,
               ExternalAddresses = [.. service.ExternalAddresses.Where(other => other.Family == address.Family)],
               ExternalPolicy = service.IsExternalTrafficLocal ? TrafficPolicy.Local : TrafficPolicy.Cluster,
           }),
    ];

    public static BackendList Of(EndpointSlice slice) => new(
        slice.Namespace,
        slice.ServiceName,
        [.. slice.Ports.Select(port => (port.Name, port.Protocol, port.Number))],
        [.. slice.Addresses.Select(address => new ServiceBackend(address, 0))]);
}
