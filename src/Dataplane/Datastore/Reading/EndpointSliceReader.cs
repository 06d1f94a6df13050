using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads EndpointSlices.</summary>
internal static class EndpointSliceReader
{
    private const string ServiceName = "kubernetes.io/service-name";

    public static BackendList Read(Resource resource) => new(
        resource.Namespace,
        resource.Root.Object("metadata").Object("labels").Text(ServiceName) ?? "",
        BackendList.PortsOf(resource.Root),
        resource.Root.Text("addressType") == "FQDN" ? [] : [.. resource.Root.Objects("endpoints").SelectMany(Backends)]);

    // Of several addresses of one endpoint kube-proxy takes the first.
    private static IEnumerable<ServiceBackend> Backends(Fields endpoint)
    {
        Fields conditions = endpoint.Object("conditions");
        foreach (IpAddress address in endpoint.Addresses("addresses").Take(1))
        {
            yield return new ServiceBackend(address, 0)
            {
                IsReady = conditions.Flag("ready") ?? true,
                IsServing = conditions.Flag("serving") ?? conditions.Flag("ready") ?? true,
                IsTerminating = conditions.Flag("terminating") ?? false,
                Node = endpoint.Text("nodeName"),
                ZoneHints = [.. endpoint.Object("hints").Objects("forZones").Select(zone => zone.Text("name")).OfType<string>()],
            };
        }
    }
}
