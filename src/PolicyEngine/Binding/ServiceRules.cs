using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding;

/// <summary>
/// Puts the backends of services in the place of rules that name services: those the cluster recorded, else the pods the
/// service selects, who would be recorded.
/// </summary>
internal sealed class ServiceRules(ResourceCollection resources)
{
    private readonly Lazy<ILookup<ServiceReference, EndpointSlice>> _slices =
        new(() => resources.EndpointSlices.Values.ToLookup(slice => new ServiceReference(slice.Namespace, slice.ServiceName)));

    /// <summary>The policy with its services replaced; itself where it names none.</summary>
    public Policy Expand(Policy policy) =>
        IsAbout(policy) ? policy with { Ingress = Expand(policy.Ingress), Egress = Expand(policy.Egress) } : policy;

    public Profile Expand(Profile profile) =>
        IsAbout(profile) ? profile with { Ingress = Expand(profile.Ingress), Egress = Expand(profile.Egress) } : profile;

    /// <summary>Whether what the profile says depends on services.</summary>
    public static bool IsAbout(Profile profile) => NamesService(profile.Ingress) || NamesService(profile.Egress);

    /// <summary>Whether what the policy says depends on services.</summary>
    public static bool IsAbout(Policy policy) => NamesService(policy.Ingress) || NamesService(policy.Egress);

    private static bool NamesService(ImmutableArray<Rule> rules) => rules.Any(rule => rule.Source.Service is not null || rule.Destination.Service is not null);

    private ImmutableArray<Rule> Expand(ImmutableArray<Rule> rules) => NamesService(rules) ? [.. rules.SelectMany(Expand)] : rules;

    private IEnumerable<Rule> Expand(Rule rule)
    {
        if ((rule.Source.Service ?? rule.Destination.Service) is not { } service)
        {
            return [rule];
        }

        bool isSource = rule.Source.Service is not null;
        PeerMatch side = isSource ? rule.Source : rule.Destination;
        if (IsUnknown(service))
        {
            // It may have any backends.
            return [rule with { Fault = new Fault($"the input has no service {service}", rule.Span) }];
        }

        return Backends(service, withPorts: !isSource).Select(backends =>
        {
            PeerMatch match = side with { Service = null, BackendsOf = service, Selector = backends.Selector, Nets = backends.Nets, IsByAddress = true, Ports = isSource ? side.Ports : backends.Ports };
            return rule with
            {
                Families = rule.Families & FamiliesOf.Rule(match, PeerMatch.Any),
                Source = isSource ? match : rule.Source,
                Destination = isSource ? rule.Destination : match,
            };
        });
    }

    private bool IsUnknown(ServiceReference service) =>
        service.Namespace.Length > 0 && !_slices.Value.Contains(service) && !resources.Services.TryGet(service.Namespace, service.Name, out _);

    /// <summary>The backends as alternatives; never none, so that the rule keeps its place.</summary>
    private IEnumerable<PeerMatch> Backends(ServiceReference reference, bool withPorts)
    {
        if (_slices.Value.Contains(reference))
        {
            return _slices.Value[reference].Select(slice => new PeerMatch
            {
                Nets = AddressSet.FromAddresses(slice.Addresses),
                Ports = withPorts ? new PortMatch(PortsOf(slice.Ports.Select(port => (port.Protocol, port.Number))), []) : null,
            });
        }

        if (!resources.Services.TryGet(reference.Namespace, reference.Name, out Service? service) || service.Selector is null)
        {
            return [new PeerMatch { Nets = AddressSet.Empty }];
        }

        ILookup<bool, ServicePort> byName = service.Ports.ToLookup(port => port.TargetName is not null);
        ImmutableArray<NamedPort> names = [.. byName[true].Select(port => new NamedPort(port.TargetName!, port.Protocol))];
        TrafficSet numbers = PortsOf(byName[false].Select(port => (port.Protocol, port.TargetNumber)));
        return
        [
            new PeerMatch
            {
                Selector = Selector.And([CalicoLabels.InNamespace(service.Namespace), Selector.And([CalicoLabels.IsPod, service.Selector])]),
                Ports = withPorts ? new PortMatch(numbers, names) : null,
            },
        ];
    }

    private static TrafficSet PortsOf(IEnumerable<(Protocol Protocol, ushort Number)> ports) =>
        TrafficSet.Union(ports.Select(port => TrafficSet.Ports(port.Protocol, IntervalSet<ushort>.Of(port.Number))));
}
