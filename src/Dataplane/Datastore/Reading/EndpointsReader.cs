using PolicyEngine.Dataplane.Services;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads Endpoints, which stand for slices where a dump has none of these.</summary>
internal static class EndpointsReader
{
    /// <summary>The subsets; without any, one that says that nothing serves.</summary>
    public static BackendList[] Read(Resource resource) =>
    [
        .. resource.Root.Objects("subsets")
            .Select(subset => new BackendList(
                resource.Namespace,
                resource.Name,
                BackendList.PortsOf(subset),
                [.. Backends(subset, "addresses", isReady: true), .. Backends(subset, "notReadyAddresses", isReady: false)]))
            .DefaultIfEmpty(new BackendList(resource.Namespace, resource.Name, [], [])),
    ];

    private static IEnumerable<ServiceBackend> Backends(Fields subset, string field, bool isReady) =>
        from entry in subset.Objects(field)
        let address = entry.Address("ip")
        where address is not null
        select new ServiceBackend(address.Value, 0) { IsReady = isReady, IsServing = isReady, Node = entry.Text("nodeName") };
}
