using PolicyEngine.Model;

namespace PolicyEngine.Compilation;

/// <summary>Makes the decisions that end a walk.</summary>
internal static class Decisions
{
    private const string NamespaceProfilePrefix = "kns.";

    public static Decision EndOfProfiles { get; } = new() { Outcome = Outcome.Deny, Reason = ReasonCode.ProfileDeny };

    public static Decision External { get; } = new() { Outcome = Outcome.Allow, Reason = ReasonCode.ExternalEndpoint };

    public static Decision HostNetwork { get; } = new() { Outcome = Outcome.Allow, Reason = ReasonCode.HostNetworkEndpoint };

    public static Decision LocalHost { get; } = new() { Outcome = Outcome.Allow, Reason = ReasonCode.LocalHost };

    public static Decision FromWorkload { get; } = new() { Outcome = Outcome.Deny, Reason = ReasonCode.EncapsulatedPacket };

    public static Decision NoVerdict { get; } = new() { Outcome = Outcome.Unknown, Reason = ReasonCode.NoVerdict };

    public static Decision Forwarded { get; } = new() { Outcome = Outcome.Allow, Reason = ReasonCode.ForwardedByDefault };

    public static Decision NeighborDiscovery { get; } = new() { Outcome = Outcome.Allow, Reason = ReasonCode.NeighborDiscovery };

    public static Decision FamilyNotPoliced { get; } = new() { Outcome = Outcome.Allow, Reason = ReasonCode.FamilyNotPoliced };

    public static Decision ServiceLoop { get; } = new() { Outcome = Outcome.Deny, Reason = ReasonCode.ServiceLoop };

    public static Decision NoLocalBackend { get; } = new() { Outcome = Outcome.Deny, Reason = ReasonCode.NoLocalBackend };

    public static Decision NotTranslated { get; } = new() { Outcome = Outcome.Deny, Reason = ReasonCode.NotTranslated };

    public static Decision InterfaceUnknown { get; } = new() { Outcome = Outcome.Unknown, Reason = ReasonCode.InterfaceUnknown };

    public static Decision IpPoolUnknown { get; } = new() { Outcome = Outcome.Unknown, Reason = ReasonCode.IpPoolUnknown };

    public static Decision TunnelUnknown { get; } = new() { Outcome = Outcome.Unknown, Reason = ReasonCode.TunnelUnknown };

    public static Decision NodeUnknown { get; } = new() { Outcome = Outcome.Unknown, Reason = ReasonCode.NodeUnknown };

    public static Decision HostNetworkUndefined { get; } = new() { Outcome = Outcome.Unknown, Reason = ReasonCode.HostNetworkUndefined };

    public static Decision TranslationUndefined { get; } = new() { Outcome = Outcome.Unknown, Reason = ReasonCode.TranslationUndefined };

    public static Decision SameEndpoint { get; } = new() { Outcome = Outcome.Allow, Reason = ReasonCode.SameEndpoint };

    public static Decision NoCommonFamily { get; } = new() { Outcome = Outcome.Deny, Reason = ReasonCode.NoCommonFamily };

    public static Decision Finished { get; } = new() { Outcome = Outcome.Deny, Reason = ReasonCode.FinishedEndpoint };

    public static Decision OfFailsafe(Rule rule) => new() { Outcome = Outcome.Allow, Reason = ReasonCode.FailsafePort, Rule = rule };

    public static Decision OfEncapsulated(Rule rule) => new()
    {
        Outcome = rule.Action == RuleAction.Allow ? Outcome.Allow : Outcome.Deny,
        Reason = ReasonCode.EncapsulatedPacket,
        Rule = rule,
    };

    /// <summary>What becomes of a pod's traffic to its own node; left to the node's firewall, there is no verdict.</summary>
    public static Decision ToHost(EndpointToHostAction action) => action switch
    {
        EndpointToHostAction.Accept => new() { Outcome = Outcome.Allow, Reason = ReasonCode.EndpointToHost },
        EndpointToHostAction.Drop => new() { Outcome = Outcome.Deny, Reason = ReasonCode.EndpointToHost },
        _ => NoVerdict,
    };

    public static Decision OfRule(Tier tier, Policy policy, Rule rule) => new()
    {
        Outcome = rule.Action switch { RuleAction.Allow => Outcome.Allow, RuleAction.Deny => Outcome.Deny, _ => Outcome.Unknown },
        Reason = rule.Action switch
        {
            RuleAction.Allow => ReasonCode.AdmittedByRule,
            RuleAction.Deny => ReasonCode.DeniedByRule,
            _ => ReasonCode.PassedToTier,
        },
        Tier = tier,
        Policy = policy,
        Rule = rule,
    };

    /// <summary>What is decided where either of two policies of equal priority may come first.</summary>
    public static Decision Tie(Decision first, Decision second) => new()
    {
        Outcome = Outcome.Ambiguous,
        Reason = ReasonCode.PriorityTie,
        Tier = first.Tier,
        Policy = first.Policy,
        Rule = first.Rule,
        Alternatives = [first, second],
    };

    /// <summary>
    /// A namespace's own profile allows everything: when no policy governs the endpoint, that is what people call not
    /// isolated.
    /// </summary>
    public static Decision OfProfileRule(PolicyChain chain, CompiledProfile profile, Rule rule)
    {
        bool isolated = chain.Tiers.Any(tier => tier.EndsWith != Certainty.No);
        bool notIsolated = !isolated && profile.Profile.Name.StartsWith(NamespaceProfilePrefix, StringComparison.Ordinal);
        ReasonCode open = chain.Direction == Directions.Ingress ? ReasonCode.IngressNotIsolated : ReasonCode.EgressNotIsolated;
        return new Decision
        {
            Outcome = rule.Action == RuleAction.Allow ? Outcome.Allow : Outcome.Deny,
            Reason = rule.Action != RuleAction.Allow ? ReasonCode.ProfileDeny : notIsolated ? open : ReasonCode.ProfileAllow,
            Profile = notIsolated ? null : profile.Profile,
            Rule = notIsolated ? null : rule,
        };
    }

    public static Decision EndOfTier(TierSegment segment, TierMisses misses)
    {
        Policy[] triggers = [.. segment.Policies.Where(policy => !policy.Policy.IsStaged).Select(policy => policy.Policy)];

        // Kubernetes policies only ever add to what is allowed: what helps is to know how near the rules came. A tier
        // with ordered policies denies by its default action, and that is the thing to know.
        bool additive = triggers.All(policy => policy.Name.IsAdditive);
        ReasonCode reason = ReasonCode.TierDefaultDeny;
        if (additive)
        {
            reason = !misses.AnyRule ? ReasonCode.IsolatedNoRule : misses.Nearest switch
            {
                RuleMiss.Port => ReasonCode.NoRuleMatchesPort,
                RuleMiss.PortName => ReasonCode.RulePortNameUnresolved,
                _ => ReasonCode.NoRuleMatchesPeer,
            };
        }

        return new Decision { Outcome = Outcome.Deny, Reason = reason, Tier = segment.Tier, Triggers = [.. triggers] };
    }

    /// <summary>What is decided where a rule may match or not, and it matters.</summary>
    public static Decision Unknown(Tier? tier, Policy? policy, CompiledRule rule) => new()
    {
        Outcome = Outcome.Unknown,
        Reason = rule.Rule.Fault is not null ? ReasonCode.PolicyNotUnderstood
            : rule.DependsOnRequest ? ReasonCode.HttpRequestUnknown
            : rule.Rule.Destination.Domains.IsEmpty ? ReasonCode.AddressUnknown
            : ReasonCode.DnsSnapshotMissing,
        Tier = tier,
        Policy = policy,
        Rule = rule.Rule,
        Fault = rule.Rule.Fault,
    };

    /// <summary>What is decided about protocols that a policy's API does not speak of.</summary>
    public static Decision Undefined(Tier tier, Policy policy) => new() { Outcome = Outcome.Unknown, Reason = ReasonCode.UndefinedByApi, Tier = tier, Policy = policy };

    /// <summary>What is decided where something is not understood.</summary>
    public static Decision Unknown(Tier? tier, Policy? policy, Fault fault) => new()
    {
        Outcome = Outcome.Unknown,
        Reason = ReasonCode.PolicyNotUnderstood,
        Tier = tier,
        Policy = policy,
        Fault = fault,
    };
}
