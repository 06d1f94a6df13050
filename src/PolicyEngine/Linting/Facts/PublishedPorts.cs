using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Linting.Facts;

/// <summary>A port of a service that something outside the cluster is led to.</summary>
/// <param name="Target">What leads there.</param>
/// <param name="Words">The same in words.</param>
/// <param name="Service">The service.</param>
/// <param name="Port">Its port.</param>
internal readonly record struct PublishedPort(LintTarget Target, string Words, Service Service, ServicePort Port);

/// <summary>Finds what is published: by routes of the kinds that are common, and by services themselves.</summary>
internal static class PublishedPorts
{
    public static IEnumerable<PublishedPort> Of(LintContext context)
    {
        var services = new Dictionary<ServiceReference, Service>();
        foreach (Service service in context.Model.Services)
        {
            services.TryAdd(new ServiceReference(service.Namespace, service.Name), service);
        }

        foreach ((ObjectHeader header, MappingNode root) in context.Objects)
        {
            string @namespace = header.Namespace.Length > 0 ? header.Namespace : context.Snapshot.DefaultNamespace;
            IEnumerable<(ServiceReference Service, DocumentNode? Port)> backends = (header.Kind, header.Group) switch
            {
                ("Ingress", "networking.k8s.io") => OfIngress(root, @namespace),
                ("HTTPRoute", "gateway.networking.k8s.io") => OfHttpRoute(root, @namespace),
                ("Route", "route.openshift.io") => OfRoute(root, @namespace),
                _ => [],
            };
            foreach ((ServiceReference reference, DocumentNode? port) in backends.Distinct())
            {
                if (services.TryGetValue(reference, out Service? service) && PortOf(service, port) is { } found)
                {
                    yield return new PublishedPort(LintTarget.Of(header.Kind, @namespace, header.Name, header.Span), $"`{header.Kind}/{@namespace}/{header.Name}`", service, found);
                }
            }
        }

        foreach (Service service in context.Model.Services)
        {
            foreach (ServicePort port in service.Ports.Where(port => port.NodePort != 0 || !service.ExternalAddresses.IsEmpty))
            {
                string words = string.Create(CultureInfo.InvariantCulture, $"{port.Protocol} {port.Number} of the service, which is open to clients outside,");
                yield return new PublishedPort(LintTarget.Of("Service", service.Namespace, service.Name, service.Span), words, service, port);
            }
        }
    }

    private static IEnumerable<(ServiceReference, DocumentNode?)> OfIngress(MappingNode root, string @namespace)
    {
        var spec = root["spec"] as MappingNode;
        IEnumerable<DocumentNode?> backends = Nodes.Mappings(spec?["rules"])
            .SelectMany(rule => Nodes.Mappings((rule["http"] as MappingNode)?["paths"]))
            .Select(path => path["backend"])
            .Append(spec?["defaultBackend"]);
        foreach (DocumentNode? backend in backends)
        {
            if ((backend as MappingNode)?["service"] is MappingNode service)
            {
                var port = service["port"] as MappingNode;
                yield return (new ServiceReference(@namespace, Nodes.Text(service, "name")), port?["number"] ?? port?["name"]);
            }
        }
    }

    private static IEnumerable<(ServiceReference, DocumentNode?)> OfHttpRoute(MappingNode root, string @namespace) =>
        Nodes.Mappings((root["spec"] as MappingNode)?["rules"])
            .SelectMany(rule => Nodes.Mappings(rule["backendRefs"]))
            .Where(backend => Nodes.Text(backend, "kind") is "" or "Service")
            .Select(backend => (new ServiceReference(Nodes.Text(backend, "namespace") is { Length: > 0 } other ? other : @namespace, Nodes.Text(backend, "name")), backend["port"]));

    private static IEnumerable<(ServiceReference, DocumentNode?)> OfRoute(MappingNode root, string @namespace)
    {
        if (root["spec"] is MappingNode spec && spec["to"] is MappingNode to)
        {
            yield return (new ServiceReference(@namespace, Nodes.Text(to, "name")), (spec["port"] as MappingNode)?["targetPort"]);
        }
    }

    /// <summary>The port by number or name; the only one where none is given.</summary>
    private static ServicePort? PortOf(Service service, DocumentNode? given)
    {
        if (given is not ScalarNode { Text: { Length: > 0 } text })
        {
            return service.Ports is [var only] ? only : null;
        }

        bool isNumber = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number);
        foreach (ServicePort port in service.Ports)
        {
            if (isNumber ? port.Number == number : port.Name == text)
            {
                return port;
            }
        }

        return null;
    }
}
