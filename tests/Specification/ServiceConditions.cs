namespace PolicyEngine.Specification;

/// <summary>Whether a side of a packet is an endpoint of a service.</summary>
// Calico: the service set. Whether an endpoint is ready plays no part, and names of hosts are no addresses.
public sealed class ServiceConditions(World world, AddressConditions addresses, OpenQuestions questions)
{
    /// <summary>Whether the address is one of the service's.</summary>
    public bool IsAddress(ServiceMatch service, End side) => MayBeAny(service) || Slices(service).Any(slice => IsIn(slice, side));

    /// <summary>Whether address, protocol and port of the destination are together one of the service's.</summary>
    public bool IsTarget(ServiceMatch service, Packet packet) =>
        MayBeAny(service) || (packet.HasPorts && Slices(service).Any(slice => slice.Ports.Any(port => IsFor(port, packet)) && IsIn(slice, packet.Destination)));

    /// <summary>The endpoints of a service that the world does not have may be any.</summary>
    private bool MayBeAny(ServiceMatch service) => !string.IsNullOrEmpty(service.Namespace)
        && !world.Services.Any(known => known.Namespace == service.Namespace && known.Name == service.Name)
        && !world.EndpointSlices.Any(slice => slice.Namespace == service.Namespace && slice.Service == service.Name)
        && questions.Ask();

    /// <summary>A service that is named without its namespace is nobody's, whatever the policy's namespace.</summary>
    private IEnumerable<EndpointSliceObject> Slices(ServiceMatch service) => world.EndpointSlices.Where(slice =>
        slice.Namespace == service.Namespace && slice.Service == service.Name && slice.AddressType != "FQDN");

    private bool IsIn(EndpointSliceObject slice, End side) => addresses.IsIn(side, slice.Endpoints.Select(endpoint => endpoint.Address));

    private static bool IsFor(SlicePort port, Packet packet) => port.Number == packet.Major && Protocols.Number(port.Protocol ?? "TCP") == packet.Protocol;
}
