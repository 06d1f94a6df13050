namespace PolicyEngine.Specification;

/// <summary>What worlds may have of services.</summary>
public static class ServiceFeatures
{
    public static (string Name, Func<World, bool> Uses)[] All { get; } =
    [
        ("service", world => !world.Services.IsEmpty),
        ("endpoint slice without its service", world => world.EndpointSlices.Any(slice => !world.Services.Contains(new ServiceObject(slice.Namespace, slice.Service ?? "")))),
        ("endpoint slice of host names", world => world.EndpointSlices.Any(slice => slice.AddressType == "FQDN")),
        ("endpoint that is not ready", world => world.EndpointSlices.Any(slice => slice.Endpoints.Any(endpoint => endpoint.Ready == false))),
        ("endpoint port without number", world => world.EndpointSlices.Any(slice => slice.Ports.Any(port => port.Number is null))),
        ("source service", world => Rules(world, ingress: true).Any(rule => rule.Source.Service is not null)),
        ("source service with endpoints", world => Rules(world, ingress: true).Any(rule => HasEndpoints(world, rule.Source.Service))),
        ("destination service", world => Rules(world, ingress: false).Any(rule => rule.Destination.Service is not null)),
        ("destination service with endpoints", world => Rules(world, ingress: false).Any(rule => HasEndpoints(world, rule.Destination.Service))),
        ("service without namespace", world => Rules(world, ingress: true).Any(rule => rule.Source.Service is { Namespace: null })),
        ("broken service", world => world.CalicoPolicies.Any(policy =>
            policy.Rules(ingress: true).Any(rule => !WellFormedServices.Are(rule, ingress: true, policy.Namespace))
            || policy.Rules(ingress: false).Any(rule => !WellFormedServices.Are(rule, ingress: false, policy.Namespace)))),
    ];

    private static IEnumerable<CalicoRule> Rules(World world, bool ingress) => world.CalicoPolicies.SelectMany(policy => policy.Rules(ingress));

    private static bool HasEndpoints(World world, ServiceMatch? service) => world.EndpointSlices.Any(slice =>
        slice.Namespace == service?.Namespace && slice.Service == service?.Name && !slice.Endpoints.IsEmpty && !slice.Ports.IsEmpty);
}
