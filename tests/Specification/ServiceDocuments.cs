using System.Text.Json.Nodes;
using static PolicyEngine.Specification.DocumentParts;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>The documents of services and of their endpoints.</summary>
public static class ServiceDocuments
{
    public static JsonObject Of(ServiceObject service) => Document(
        "v1", "Service", service.Namespace, service.Name, Labels.Empty, Fields(
            ("clusterIP", "None"), ("ports", List([80], port => Fields(("name", "main"), ("port", port))))));

    public static JsonObject Of(EndpointSliceObject slice)
    {
        Labels labels = slice.Service is { } service ? Labels.Empty.Add("kubernetes.io/service-name", service) : Labels.Empty;
        JsonObject document = Document("discovery.k8s.io/v1", "EndpointSlice", slice.Namespace, slice.Name, labels, null);
        document["addressType"] = slice.AddressType;
        document["endpoints"] = List(slice.Endpoints, Of);
        document["ports"] = List(slice.Ports.Index(), port => Fields(
            ("name", $"p{port.Index}"), ("protocol", port.Item.Protocol), ("port", Number(port.Item.Number))));
        return document;
    }

    private static JsonObject Of(SliceEndpoint endpoint) => Fields(
        ("addresses", Texts([endpoint.Address])), ("conditions", endpoint.Ready is { } ready ? Fields(("ready", ready)) : null));
}
