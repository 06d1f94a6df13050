using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Connectivity;

/// <summary>What a rule, as it is written, does in a cluster.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rule">The rule; the first of those that it was made into.</param>
/// <param name="Direction">The direction it is about.</param>
/// <param name="Kind">What it does.</param>
public sealed record RuleUse(Policy Policy, Rule Rule, Directions Direction, RuleUseKind Kind)
{
    /// <summary>A flow of which it decides a half, or that it passes on; null where it does not, or only may.</summary>
    public Flow? Witness { get; init; }

    /// <summary>The rules that decide the traffic it matches, where they decide all of it; in evaluation order.</summary>
    public ImmutableArray<DecidingRule> CoveredBy { get; init; } = [];

    /// <summary>What each rule of a snapshot does, in evaluation order; staged policies and what is not understood are left out.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImmutableArray<RuleUse> Of(PolicySnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new RuleUseFinder(snapshot, null, cancellationToken).Find().All;
    }
}

/// <summary>A rule with the policy it belongs to.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rule">The rule.</param>
public sealed record DecidingRule(Policy Policy, Rule Rule);
