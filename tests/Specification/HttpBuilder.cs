using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>Random HTTP requests and what rules ask of them, with errors if asked for: few paths in many spellings.</summary>
public sealed class HttpBuilder(Dice dice, bool hasErrors)
{
    private static readonly string[] s_methods = ["GET", "GET", "GET", "POST", "POST", "PUT", "get"];

    /// <summary>Of rules.</summary>
    public static ImmutableArray<string> Own { get; } =
        ["/", "/", "/a", "/a", "/a", "/a/", "/a/b", "/b", "/b", "/c%20d", "/a/./b", "/%61", "/ä", "/b;v=1", "/b%3f", "/%ff", "/%zz"];

    private static readonly string[] s_refused = ["a", "%2fa", "/a?x", "/a#x", "/c d"];

    /// <summary>Of requests.</summary>
    public static ImmutableArray<string> Asked { get; } =
    [
        "/", "//", "", "/a", "/a", "/a", "/a/", "/a/b", "/a/b", "/a/b/c", "/ab", "/A", "/b", "/b", "/b/x", "/c d", "/c%20d", "/c+d", "/ä", "/%C3%A4", "/%E4", "/%FF", "/%fe",
        "/a//b", "/a/./b", "/a/b/..", "/a/../b", "/../a", "/a/..", "/%61", "/%2561", "/a%2fb", "/a%252Fb", "/a/%2e%2e/b", "/a/%252e%252e/b", "/a\\b", "/a%5cb", "/a%255Cb",
        "/a;v=1", "/a;v=1/b", "/a;/b;x", "/a/..;/b", "/a%3bx/b", "/b?x=/a", "/b#a", "/a%3Fx", "/a%23", "/a%", "/a%2", "/a%zz", "/a%00", "/a?%zz", "a", "*", "\\a", "%2fa", "../a", "?/a",
    ];

    /// <summary>Where proxies see HTTP many policies ask for it, and of much traffic besides.</summary>
    public World Complete(World world) => world.Enforcement != Enforcement.ApplicationLayer ? world : world with
    {
        CalicoPolicies =
        [
            .. world.CalicoPolicies.Select(policy => policy.Ingress is { } rules && dice.Chance(50) ? policy with { Ingress = [.. Rules(), .. rules] } : policy),
            .. dice.Chance(40) && !world.CalicoPolicies.IsEmpty ? [ForAll()] : (CalicoPolicy[])[],
        ],
    };

    public HttpMatch Match() => hasErrors && dice.Chance(10) ? Broken() : new HttpMatch
    {
        Methods = dice.Chance(55) ? [.. dice.Some(1, 2, () => dice.Chance(10) ? "*" : dice.Pick(s_methods)).Distinct(StringComparer.Ordinal)] : [],
        Paths = dice.Chance(65) ? [.. dice.Some(1, 2, () => Path(Own)).Distinct()] : [],
    };

    /// <summary>A whole request, a part of one, or null for none.</summary>
    public static Request? Request(Dice dice) => dice.Chance(25) ? null
        : new Request(dice.Chance(80) ? dice.Pick(s_methods) : null, dice.Chance(80) ? dice.Pick(Asked) : null);

    /// <summary>One that governs everything, so that much is matched.</summary>
    private CalicoPolicy ForAll() => new(null, "http")
    {
        Order = dice.Chance(65) ? dice.Pick(-1, 1000) : null,
        Types = ["Ingress"],
        Ingress = [.. Rules(), .. dice.Chance(30) ? [new CalicoRule(dice.Pick("Allow", "Deny", "Pass")) { Protocol = dice.Pick(null, "TCP") }] : (CalicoRule[])[], .. Rules()],
        ApplyOnForward = dice.Chance(30),
    };

    private IReadOnlyList<CalicoRule> Rules() => dice.Some(1, 2, () => new CalicoRule("Allow") { Protocol = dice.Pick(null, "TCP"), Http = Match() });

    /// <summary>Names a method twice, or a path that the API refuses.</summary>
    private HttpMatch Broken() =>
        dice.Chance(20) ? new HttpMatch { Methods = ["GET", "GET"] } : new HttpMatch { Paths = [Path(Own), Path(s_refused)] };

    private HttpPath Path(IReadOnlyList<string> texts) => new(dice.Pick(texts), dice.Chance(50));
}
