using System.Collections.Immutable;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Expectations;

/// <summary>What somebody expects of the policies: a verdict, or that nothing passes but what is listed.</summary>
public sealed record Expectation
{
    /// <summary>Its name; empty where it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who starts the connections. Empty beside <see cref="Only"/>: all pods and everything outside.</summary>
    public ImmutableArray<ExpectedParty> From { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>To whom, as <see cref="From"/>.</summary>
    public ImmutableArray<ExpectedParty> To { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The traffic.</summary>
    public ExpectedTraffic Traffic { get; init; } = ExpectedTraffic.Any;

    /// <summary>The verdict. <see cref="VerdictKind.Allowed"/> and <see cref="VerdictKind.Denied"/> are to hold for every pair and all traffic. Null beside <see cref="Only"/>.</summary>
    public VerdictKind? Verdict { get; init; }

    /// <summary>All that may pass; null beside <see cref="Verdict"/>.</summary>
    public ImmutableArray<ExpectedConnection>? Only { get; init => field = value is { IsDefault: true } ? [] : value; }

    /// <summary>Why, in free words; shown where it does not hold.</summary>
    public string Why { get; init; } = "";

    /// <summary>Where it is written.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>What it is about, such as <c>shop/web-0 -> shop/redis-0 TCP 6379</c>.</summary>
    public string Subject => $"{Names(From)} -> {Names(To)} {Traffic.Describe(isTcp: !To.Any(IsService))}".TrimEnd();

    /// <summary>Whether it has protocols of its own.</summary>
    private static bool IsService(ExpectedParty party) => EndpointFinder.KindOf(party.Reference) is "Service" or "NodePort";

    private static string Names(ImmutableArray<ExpectedParty> parties) => parties.IsEmpty ? "any" : string.Join(", ", parties);
}
