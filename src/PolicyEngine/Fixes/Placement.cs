using System.Globalization;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Fixes;

/// <summary>Where a new policy has to stand to decide before another, or instead of a default.</summary>
/// <param name="Write">Writes a draft for that place; null where the API has no words for it.</param>
/// <param name="Note">Why there, and what that means for policies after it; null where order has no part in it.</param>
internal sealed record Placement(Func<PolicyDraft, YamlMapping?> Write, string? Note)
{
    /// <summary>Where there is no room for a policy that would have to stand there, why; otherwise null.</summary>
    public string? Obstruction { get; private init; }

    private const int HighestPriority = 1000;

    /// <summary>The place in an API; null where it has none that helps.</summary>
    public static Placement? In(PolicyApi api, Obstacle obstacle, PolicySnapshot snapshot, Endpoint subject) => api switch
    {
        PolicyApi.Kubernetes => InKubernetes(obstacle),
        PolicyApi.Calico => InCalico(obstacle, snapshot, subject),
        _ => InCluster(obstacle, snapshot.Model),
    };

    private static Placement? InKubernetes(Obstacle obstacle) =>
        obstacle.Remedy == RuleAction.Allow && obstacle.Decision is { Stage: null, Rule: null, Tier.Name: Tier.DefaultName }
            ? new Placement(KubernetesPolicyWriter.Write, null)
            : null;

    private static Placement? InCalico(Obstacle obstacle, PolicySnapshot snapshot, Endpoint subject)
    {
        Decision decision = obstacle.Decision;
        bool isCalico = snapshot.Model.Profile != EnforcementProfile.Kubernetes
            || (decision.Policy ?? decision.Triggers.FirstOrDefault())?.Name.ApiGroup == "projectcalico.org";
        string tier = decision.Tier?.Name ?? Tier.DefaultName;
        if (!isCalico || tier is Tier.AdminName or Tier.BaselineName)
        {
            return null;
        }

        PolicyFamily family = decision.Stage?.Family ?? PolicyFamily.Normal;
        Policy[] inTier = [.. snapshot.Model.Policies.Where(policy => policy.Tier == tier)];
        if (decision.Policy is { } decider)
        {
            return Before(inTier, decider.Order) is { } order
                ? new Placement(new CalicoPolicyWriter(tier, order, false, family).Write, Ahead(decider, tier, obstacle))
                : Full($"no order comes before that of {decider.Name} in tier {tier}");
        }

        if (decision.Tier is not null)
        {
            return new Placement(new CalicoPolicyWriter(tier, null, false, family).Write, null);
        }

        // No policy decided: what others of the tier pass on must be met before them.
        bool isGoverned = PoliciesInForce.On(snapshot, subject, obstacle.PolicyDirection).Any(segment => segment.Tier.Name == tier);
        double? first = isGoverned ? Before(inTier, inTier[0].Order) : null;
        return new Placement(
            new CalicoPolicyWriter(tier, first, !isGoverned, family).Write,
            isGoverned ? null : "it ends with Pass, so that everything else is decided as if it were not there");
    }

    private static Placement? InCluster(Obstacle obstacle, PolicyModel model)
    {
        Decision decision = obstacle.Decision;
        if (decision.Stage is not null || (obstacle.Remedy == RuleAction.Allow && decision.Tier?.Name is not (Tier.AdminName or Tier.BaselineName)))
        {
            return null;
        }

        string tier = obstacle.Remedy == RuleAction.Allow ? decision.Tier!.Name : Tier.AdminName;
        Policy[] inTier = [.. model.Policies.Where(policy => policy.Tier == tier && !policy.IsStaged)];

        // Where no policy of the tier decides, one may still pass the traffic on: before all of them it is met for certain.
        double limit = decision.Policy is { } decider && decider.Tier == tier ? decider.Order : inTier.Length > 0 ? inTier[0].Order : HighestPriority;
        double last = decision.Policy?.Tier == tier ? limit : HighestPriority + 1;
        if ((Priority(inTier, limit) ?? Priority(inTier, last)) is not { } priority)
        {
            return Full(string.Create(CultureInfo.InvariantCulture, $"no priority before {limit} is free in tier {tier}"));
        }

        bool isOlder = tier == Tier.AdminName && model.Policies.All(policy => policy.Name.Kind != PolicyKind.ClusterNetworkPolicy);
        PolicyKind kind = isOlder ? PolicyKind.AdminNetworkPolicy : PolicyKind.ClusterNetworkPolicy;
        string? note = decision.Policy is { } ahead && ahead.Tier == tier
            ? Ahead(ahead, tier, obstacle)
            : "it comes before all NetworkPolicies, which can no longer decide about this traffic";
        return new Placement(new ClusterPolicyWriter(kind, tier == Tier.AdminName ? "Admin" : "Baseline", priority).Write, note);
    }

    private static Placement Full(string obstruction) => new(_ => null, null) { Obstruction = obstruction };

    private static string Ahead(Policy decider, string tier, Obstacle obstacle)
    {
        string does = obstacle.Remedy == RuleAction.Allow ? "denies" : "allows";
        string order = double.IsFinite(decider.Order) ? string.Create(CultureInfo.InvariantCulture, $" (order {decider.Order})") : "";
        string later = tier == Tier.DefaultName || obstacle.Remedy == RuleAction.Deny ? "" : "; no later tier decides about this traffic any more";
        return $"in tier {tier} it has to come before {decider.Name}{order}, which {does} it{later}";
    }

    /// <summary>An order before one and behind all smaller ones; null where there is none.</summary>
    private static double? Before(IEnumerable<Policy> policies, double order)
    {
        double[] smaller = [.. policies.Select(policy => policy.Order).Where(other => other < order)];
        double previous = smaller.Length == 0 ? double.NegativeInfinity : smaller.Max();
        double place = (double.IsFinite(previous), double.IsFinite(order)) switch
        {
            (true, true) => previous + ((order - previous) / 2),
            (true, false) => previous + 1,
            (false, true) => order - 1,
            _ => double.IsPositiveInfinity(order) ? HighestPriority : double.NaN,
        };
        return place > previous && place < order ? place : null;
    }

    /// <summary>The largest priority before a limit that no policy has; null where there is none.</summary>
    private static int? Priority(IReadOnlyCollection<Policy> policies, double limit)
    {
        for (int priority = (int)Math.Min(limit, HighestPriority + 1) - 1; priority >= 0; priority--)
        {
            if (policies.All(policy => policy.Order != priority))
            {
                return priority;
            }
        }

        return null;
    }
}
