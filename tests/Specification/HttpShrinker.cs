using static PolicyEngine.Specification.WorldShrinker;

namespace PolicyEngine.Specification;

/// <summary>Worlds, rules and flows with a little less about HTTP.</summary>
public static class HttpShrinker
{
    /// <summary>Without the proxies nobody looks at requests.</summary>
    public static IEnumerable<World> Shrink(World world) =>
        world.Enforcement == Enforcement.ApplicationLayer ? [world with { Enforcement = Enforcement.Calico }] : [];

    public static IEnumerable<CalicoRule> Shrink(CalicoRule rule) => rule.Http is not { } match ? [] :
    [
        rule with { Http = null },
        .. Less(match.Methods).Select(methods => rule with { Http = match with { Methods = methods } }),
        .. Less(match.Paths).Select(paths => rule with { Http = match with { Paths = paths } }),
    ];

    /// <summary>What is not known is less than what is.</summary>
    public static IEnumerable<WorldFlow> Shrink(WorldFlow flow) => flow.Http is not { } request ? [] :
    [
        flow with { Http = null },
        .. new[] { request with { Method = null }, request with { Path = null } }.Where(less => less != request).Select(less => flow with { Http = less }),
    ];
}
