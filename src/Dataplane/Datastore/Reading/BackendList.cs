using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Backends of a Service as the cluster recorded them: each is served on every port.</summary>
/// <param name="Namespace">The namespace of the Service.</param>
/// <param name="Service">Its name.</param>
/// <param name="Ports">The backends' ports by the names of the Service's.</param>
/// <param name="Backends">The backends, whose own ports do not count.</param>
internal sealed record BackendList(string Namespace, string Service, ImmutableArray<(string Name, Protocol Protocol, ushort Port)> Ports, ImmutableArray<ServiceBackend> Backends)
{
    /// <summary>The ports of a list, of a slice or of a subset.</summary>
    public static ImmutableArray<(string Name, Protocol Protocol, ushort Port)> PortsOf(Fields list) =>
    [
        .. from port in list.Objects("ports")
           let number = port.Number("port", 1, ushort.MaxValue)
           where number is not null
           select (port.Text("name") ?? "", Protocols.Read(port), (ushort)number.Value),
    ];
}
