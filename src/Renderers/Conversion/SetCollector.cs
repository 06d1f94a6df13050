using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Conversion;

/// <summary>Collects the sets that rules refer to, and finds their members among all that the cluster has.</summary>
internal sealed class SetCollector(PolicyModel model)
{
    private readonly SortedDictionary<string, Func<NodeSet>> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Selector> _selectors = new(StringComparer.Ordinal);

    /// <summary>The addresses of everything that a selector matches.</summary>
    public string Selected(Selector selector)
    {
        string id = SetIds.OfSelector(selector);
        _selectors.TryAdd(id, selector);
        return id;
    }

    /// <summary>The ports that what a selector matches has under a name.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="protocol">The protocol the ports must have; null for any.</param>
    /// <param name="name">The name.</param>
    public string NamedPort(Selector selector, Protocol? protocol, string name)
    {
        string id = SetIds.OfNamedPort(selector, protocol is { } known ? known.Name.ToLowerInvariant() : "any", name);
        _sets.TryAdd(id, () => new NodeSet(id, NodeSetKind.AddressesAndPorts, [.. PortsOf(selector, protocol, name).Distinct()]));
        return id;
    }

    public string Service(ServiceReference service, bool withPorts)
    {
        string id = withPorts ? SetIds.OfService(service) : SetIds.OfServiceAddresses(service);
        _sets.TryAdd(id, () => withPorts
            ? new NodeSet(id, NodeSetKind.AddressesAndPorts, [.. Backends(service).Distinct()])
            : new NodeSet(id, NodeSetKind.Nets, [.. Slices(service).SelectMany(slice => slice.Addresses).Select(Single).Distinct()]));
        return id;
    }

    public ImmutableArray<NodeSet> ToSets() => [.. _sets.Values.Select(make => make()), .. Matching.SetsOf(model, _selectors)];

    private static NodeSetMember Single(IpAddress address) => new(IpPrefix.Of(address));

    private IEnumerable<NodeSetMember> PortsOf(Selector selector, Protocol? protocol, string name) =>
        from endpoint in model.Endpoints
        where !endpoint.Addresses.IsEmpty && Matching.LendsLabels(endpoint) && selector.Matches(endpoint.Labels)
        from port in endpoint.Ports
        where port.Name == name && (protocol is null || port.Protocol == protocol)
        from address in endpoint.Addresses
        select new NodeSetMember(IpPrefix.Of(address), port.Protocol, port.Number);

    private IEnumerable<EndpointSlice> Slices(ServiceReference service) =>
        model.EndpointSlices.Where(slice => slice.Namespace == service.Namespace && slice.ServiceName == service.Name);

    private IEnumerable<NodeSetMember> Backends(ServiceReference service) =>
        from slice in Slices(service)
        from address in slice.Addresses
        from port in slice.Ports
        select new NodeSetMember(IpPrefix.Of(address), port.Protocol, port.Number);
}
