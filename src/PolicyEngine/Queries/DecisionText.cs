using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>Says a decision in a sentence.</summary>
public static class DecisionText
{
    /// <summary>What decided and why, in words; additive policies "do not allow" rather than deny.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="direction">The half it is about.</param>
    public static string Of(Decision decision, Directions direction)
    {
        string side = direction == Directions.Ingress ? "ingress of the destination" : "egress of the source";
        string text = OfReason(decision, direction, side);
        return decision.Stage is { } stage ? $"{text}, on {Of(stage)}" : text;
    }

    /// <summary>The stage in words, such as <c>host endpoint w1-eth0 (forwarded traffic, ingress)</c>.</summary>
    /// <param name="stage">The stage.</param>
    public static string Of(HostStage stage)
    {
        string traffic = stage.Family switch
        {
            PolicyFamily.Untracked => "untracked traffic",
            PolicyFamily.PreDnat => "traffic before destinations are translated",
            PolicyFamily.Forward => "forwarded traffic",
            _ => "the host's own traffic",
        };
        return $"host endpoint {stage.HostEndpoint.Name} ({traffic}, {(stage.Direction == Directions.Ingress ? "ingress" : "egress")})";
    }

    /// <summary>What a rule before all policies does.</summary>
    internal static string OfLead(Decision decision) =>
        decision.IsNoVerdict ? "matches: a failsafe port, which this stage leaves alone" : $"matches: {OfReason(decision, Directions.None, "")}";

    private static string OfReason(Decision decision, Directions direction, string side)
    {
        return decision.Reason switch
        {
            ReasonCode.EgressNotIsolated or ReasonCode.IngressNotIsolated => $"no policy governs the {side}",
            ReasonCode.AdmittedByRule => $"{Rule(decision)} allows it",
            ReasonCode.DeniedByRule => $"{Rule(decision)} denies it",
            ReasonCode.NoRuleMatchesPeer => $"{Triggers(decision)} isolates the {side} and no rule names the other side",
            ReasonCode.NoRuleMatchesPort => $"{Triggers(decision)} isolates the {side} and allows the other side other traffic only",
            ReasonCode.RulePortNameUnresolved => $"{Triggers(decision)} isolates the {side} and names a port that the destination does not declare",
            ReasonCode.IsolatedNoRule => $"{Triggers(decision)} isolates the {side} and has no rule",
            ReasonCode.TierDefaultDeny => $"no rule of tier {decision.Tier?.Name} decides and the tier ends with deny ({Triggers(decision)})",
            ReasonCode.PassedToTier => $"{Rule(decision)} passes it to the next tier",
            ReasonCode.PriorityTie => $"policies of equal priority decide differently: {string.Join("; ", decision.Alternatives.Select(alternative => Of(alternative, direction)))}",
            ReasonCode.ProfileAllow => $"profile {decision.Profile?.Name} allows it",
            ReasonCode.ProfileDeny => decision.Profile is null ? "no profile allows it" : $"profile {decision.Profile.Name} denies it",
            ReasonCode.SameEndpoint => "source and destination are the same endpoint",
            ReasonCode.HostNetworkEndpoint => "the endpoint is on its node's network, which pod policy does not govern",
            ReasonCode.ExternalEndpoint => "the address belongs to no endpoint, so no policy governs this side",
            ReasonCode.LocalHost => "a node always reaches the pods it runs",
            ReasonCode.NoCommonFamily => "the two sides have no address family in common",
            ReasonCode.FinishedEndpoint => "the pod has finished and has no traffic",
            ReasonCode.PolicyNotUnderstood when decision.Policy is null => decision.Fault?.Message ?? "it depends on something that is not understood",
            ReasonCode.PolicyNotUnderstood => $"{decision.Policy.Name} is not understood: {decision.Fault?.Message}",
            ReasonCode.AddressUnknown => $"{Rule(decision)} depends on an address that the input does not give",
            ReasonCode.UndefinedByApi => $"{decision.Policy?.Name} governs the {side}, and what NetworkPolicy makes of protocols other than TCP, UDP and SCTP is not defined",
            ReasonCode.HostNetworkUndefined => "whether NetworkPolicy takes a pod on its node's network for a pod or for the node is not defined",
            ReasonCode.TranslationUndefined => "whether blocks of addresses see those before or behind the translation by a service is not defined",
            ReasonCode.HttpRequestUnknown => $"{Rule(decision)} asks for HTTP requests, and which the traffic carries is not given",
            ReasonCode.DnsSnapshotMissing => $"{Rule(decision)} depends on which addresses a domain name has",
            ReasonCode.NodeUnknown => "it depends on which node runs the endpoint, which the input does not say",
            ReasonCode.FailsafePort => $"a failsafe port ({decision.Rule?.Path}) is always open",
            ReasonCode.NoVerdict => "no policy decides, and the node's own firewall does",
            ReasonCode.ForwardedByDefault => "no policy decides, and forwarded traffic passes",
            ReasonCode.EncapsulatedPacket => decision.Outcome == Outcome.Allow
                ? $"nodes exchange encapsulated packets ({decision.Rule?.Path})"
                : "encapsulated packets are for nodes among themselves",
            ReasonCode.EndpointToHost => $"traffic of a pod to its own node is {(decision.Outcome == Outcome.Allow ? "accepted" : "dropped")} by configuration (defaultEndpointToHostAction)",
            ReasonCode.NeighborDiscovery => "neighbour discovery between a pod and its node always passes",
            ReasonCode.FamilyNotPoliced => "IPv6 is not policed there (ipv6Support)",
            ReasonCode.ServiceLoop => "packets still addressed to a service are not forwarded (serviceLoopPrevention)",
            ReasonCode.NoLocalBackend => "the node runs no backend, and sends to no other node (a traffic policy of the service is Local)",
            ReasonCode.NotTranslated => "untracked policy lets it through, and what is not tracked is not translated to a backend",
            ReasonCode.SnatChangesSource => "the backend sees the address of the node it enters at, not the source's",
            ReasonCode.TunnelChangesSource => "the destination sees the address of the tunnel, not the node's",
            ReasonCode.UnsupportedObjectPresent => "a policy of another system is not taken into account",
            ReasonCode.InterfaceUnknown => "it depends on which interface the traffic takes, which the input does not say",
            ReasonCode.TunnelUnknown => "it depends on the address of the node's tunnel, which the input does not say",
            ReasonCode.IpPoolUnknown => "it depends on the pool of the pod's address, which the input does not hold",
            _ => "each half allows something and nothing is allowed by both",
        };
    }

    /// <summary>The policies that brought traffic to a tier's default: the first by name, the others by number.</summary>
    /// <param name="decision">A decision by a tier's default.</param>
    public static string Triggers(Decision decision) => decision.Triggers switch
    {
        [var only] => only.Name.ToString(),
        [var first, ..] => $"{first.Name} and {decision.Triggers.Length - 1} more",
        _ => "a policy",
    };

    private static string Rule(Decision decision) => $"{decision.Policy?.Name} {decision.Rule?.Path}";
}
