namespace PolicyEngine.Specification;

/// <summary>What worlds and flows may have of HTTP.</summary>
public static class HttpFeatures
{
    public static (string Name, Func<World, bool> Uses)[] All { get; } =
    [
        ("proxies that see HTTP", world => HasProxies(world)),
        ("http of a NetworkPolicy", world => HasProxies(world) && Policies(world).Any(policy => policy is { Staged: false, Namespace: not null })),
        ("http of a GlobalNetworkPolicy", world => HasProxies(world) && Policies(world).Any(policy => policy is { Staged: false, Namespace: null })),
        ("http of a staged policy", world => HasProxies(world) && Policies(world).Any(policy => policy.Staged)),
        ("http that nobody enforces", world => !HasProxies(world) && Policies(world).Any()),
        ("http where host endpoints are", world => HasProxies(world) && !world.HostEndpoints.IsEmpty && Policies(world).Any(policy => policy.Namespace is null)),
        ("http of a forward policy where host endpoints are", world => HasProxies(world) && !world.HostEndpoints.IsEmpty && PolicyOrder.InFamily(Policies(world), PacketFamily.Forward).Any()),
        ("http without protocol", world => Matches(world).Any(rule => rule.Protocol is null)),
        ("http with TCP", world => Matches(world).Any(rule => rule.Protocol == "TCP")),
        ("two rules with http in a policy", world => HasProxies(world) && Policies(world).Any(policy => policy.Rules(ingress: true).Count(rule => rule.Http is not null) > 1)),
        ("http methods alone", world => Matches(world).Any(rule => rule.Http is { Methods.IsEmpty: false, Paths.IsEmpty: true })),
        ("http paths alone", world => Matches(world).Any(rule => rule.Http is { Methods.IsEmpty: true, Paths.IsEmpty: false })),
        ("http methods and paths", world => Matches(world).Any(rule => rule.Http is { Methods.IsEmpty: false, Paths.IsEmpty: false })),
        ("http of neither", world => Matches(world).Any(rule => rule.Http is { Methods.IsEmpty: true, Paths.IsEmpty: true })),
        ("every method", world => Matches(world).Any(rule => rule.Http!.Methods.Contains("*", StringComparer.Ordinal))),
        ("path that is no normal one", world => Paths(world).Any(path => NormalPath.Of(path.Text) is not { } normal || normal != path.Text)),
        ("path that means nothing", world => Paths(world).Any(path => NormalPath.Of(path.Text) is null)),
        ("prefix of all paths", world => Paths(world).Any(path => path is { IsPrefix: true, Text: "/" })),
        ("broken path", world => world.CalicoPolicies.Any(policy => policy.Rules(ingress: true).Any(rule => rule is { Action: "Allow", Http: not null } && !WellFormedHttp.Is(rule, ingress: true)))),
        ("broken http", world => world.CalicoPolicies.Any(policy =>
            policy.Rules(ingress: true).Any(rule => !WellFormedHttp.Is(rule, ingress: true)) || policy.Rules(ingress: false).Any(rule => !WellFormedHttp.Is(rule, ingress: false)))),
    ];

    /// <summary>What flows may have of it.</summary>
    public static (string Name, Func<WorldFlow, bool> Uses)[] OfFlows { get; } =
    [
        ("no request", flow => flow is { Protocol: 6, Http: null }),
        ("request", flow => flow is { Protocol: 6, Http: { Method: not null, Path: not null } }),
        ("request of any method", flow => flow is { Protocol: 6, Http: { Method: null, Path: not null } }),
        ("request for any path", flow => flow is { Protocol: 6, Http: { Method: not null, Path: null } }),
        ("request of which nothing is known", flow => flow is { Protocol: 6, Http: { Method: null, Path: null } }),
        ("request for a path that is no normal one", flow => flow is { Protocol: 6, Http.Path: { } path } && NormalPath.Of(path) is { } normal && normal != path),
        ("request for a path that means nothing", flow => flow is { Protocol: 6, Http.Path: { } path } && NormalPath.Of(path) is null),
        ("request of another protocol", flow => flow.Protocol != 6 && flow.Http is not null),
    ];

    private static bool HasProxies(World world) => world.Enforcement == Enforcement.ApplicationLayer;

    /// <summary>Those with such rules.</summary>
    private static IEnumerable<CalicoPolicy> Policies(World world) => world.CalicoPolicies.Where(policy => policy.Rules(ingress: true).Any(rule => rule.Http is not null));

    private static IEnumerable<CalicoRule> Matches(World world) =>
        HasProxies(world) ? Policies(world).SelectMany(policy => policy.Rules(ingress: true)).Where(rule => rule.Http is not null) : [];

    private static IEnumerable<HttpPath> Paths(World world) => Matches(world).SelectMany(rule => rule.Http!.Paths);
}
