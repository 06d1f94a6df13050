using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>Told each step of a walk. A sink that does nothing costs nothing.</summary>
internal interface ITraceSink
{
    /// <summary>A rule before all policies matched, or may have.</summary>
    void Lead(LeadRule lead, Certainty matches);

    void EnterTier(Tier tier);

    void SkipStaged(Policy policy);

    void DoubtPolicy(Policy policy, Fault fault);

    /// <summary>The policy governs, and has no rule for the direction.</summary>
    void HasNoRule(Policy policy);

    /// <summary>The policy governs, and its API does not speak of such traffic.</summary>
    void LeaveOpen(Policy policy);

    /// <summary>A rule was considered; <paramref name="matches"/> says whether it matched.</summary>
    void Consider(Policy? policy, Profile? profile, CompiledRule rule, Certainty matches);

    void LeaveTier(Tier tier, RuleAction action, Certainty certainty);
}
