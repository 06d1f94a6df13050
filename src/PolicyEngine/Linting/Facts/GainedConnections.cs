using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;

namespace PolicyEngine.Linting.Facts;

/// <summary>
/// What passes that did not before, workload by workload: that which other labels of endpoints alone have opened, and all else.
/// Labels alone have opened what would not pass if they were as before, and would pass if the policies were.
/// </summary>
internal sealed class GainedConnections
{
    private readonly LintContext _context;

    public GainedConnections(LintContext context)
    {
        _context = context;
        if (context.Before?.Snapshot is not { } before)
        {
            (ByLabels, Otherwise, Relabelled) = ([], [], ImmutableDictionary<Endpoint, Endpoint>.Empty);
            return;
        }

        PolicyModel now = context.Model;
        Relabelled = RelabelledIn(before.Model, now);
        ImmutableArray<Gain> all = Since(before);
        ImmutableArray<Gain> withLabels = Relabelled.IsEmpty ? [] : Since(now with
        {
            Endpoints = [.. now.Endpoints.Select(endpoint => Relabelled.TryGetValue(endpoint, out Endpoint? earlier) ? endpoint with { Labels = earlier.Labels } : endpoint)],
        });
        ImmutableArray<Gain> withPolicies = withLabels.IsEmpty ? [] : Since(now with { Policies = before.Model.Policies, Tiers = before.Model.Tiers });
        var pieces = new GainPieces(withLabels, withPolicies);
        ByLabels = [.. all.SelectMany(pieces.InFirstAlone)];
        Otherwise = [.. all.SelectMany(pieces.Others)];
    }

    /// <summary>What other labels alone have opened.</summary>
    public ImmutableArray<Gain> ByLabels { get; }

    /// <summary>All else.</summary>
    public ImmutableArray<Gain> Otherwise { get; }

    /// <summary>The endpoints that have other labels than before, with what they were.</summary>
    public ImmutableDictionary<Endpoint, Endpoint> Relabelled { get; }

    private ImmutableArray<Gain> Since(PolicyModel model) => Since(PolicySnapshot.Compile(model, _context.Snapshot, null, _context.Cancellation));

    private ImmutableArray<Gain> Since(PolicySnapshot earlier) => Gain.Between(earlier, _context.Snapshot, new MatrixQuery { IncludesOwn = true }, out _, _context.Cancellation);

    private static ImmutableDictionary<Endpoint, Endpoint> RelabelledIn(PolicyModel before, PolicyModel now)
    {
        Dictionary<string, Endpoint> earlier = before.Endpoints.DistinctBy(endpoint => endpoint.ToString(), StringComparer.Ordinal).ToDictionary(endpoint => endpoint.ToString(), StringComparer.Ordinal);
        return now.Endpoints
            .Where(endpoint => earlier.TryGetValue(endpoint.ToString(), out Endpoint? was) && !was.Labels.Equals(endpoint.Labels))
            .ToImmutableDictionary<Endpoint, Endpoint, Endpoint>(endpoint => endpoint, endpoint => earlier[endpoint.ToString()], ReferenceEqualityComparer.Instance);
    }
}
