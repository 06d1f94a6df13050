using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Says why traffic is not among that of a rule whose conditions on both sides hold.</summary>
internal sealed class TrafficMismatch(TrafficPoint traffic, PeerMismatch destination, PeerMismatch source)
{
    private const int OtherNumber = 1;
    private const int OtherProtocol = 2;
    private const int NoSuchName = 3;

    /// <param name="rule">The rule.</param>
    /// <param name="admitted">The traffic it matches between the two sides.</param>
    public RuleMismatch Find(CompiledRule rule, TrafficSet admitted)
    {
        if (admitted.IsEmpty && (OfName(rule.Rule.Destination, destination) ?? OfName(rule.Rule.Source, source)) is { } unresolved)
        {
            return unresolved;
        }

        RuleCondition condition = FirstFailing(admitted);
        return new RuleMismatch(condition, $"traffic is {traffic}", ShortText.Of(admitted.Describe()))
        {
            Distance = condition == RuleCondition.Protocol ? OtherProtocol : OtherNumber,
        };
    }

    private static RuleMismatch? OfName(PeerMatch match, PeerMismatch party)
    {
        ImmutableArray<NamedPort> names = match.Ports?.Names ?? [];
        return names.IsDefaultOrEmpty ? null : new RuleMismatch(
            RuleCondition.PortName,
            $"{party.Name} declares no such port",
            ShortText.Of($"port named {string.Join(" or ", names.Select(name => $"`{name.Name}`"))}"))
        {
            Distance = NoSuchName,
        };
    }

    private RuleCondition FirstFailing(TrafficSet admitted)
    {
        if (!admitted.Overlaps(TrafficSet.ForProtocol(traffic.Protocol)))
        {
            return RuleCondition.Protocol;
        }

        if (traffic.Protocol.IsIcmp)
        {
            return RuleCondition.Icmp;
        }

        bool fromAnotherPort = admitted.Overlaps(TrafficSet.Ports(traffic.Protocol, IntervalSet<ushort>.Of(traffic.Major)));
        return fromAnotherPort ? RuleCondition.SourcePort : RuleCondition.Port;
    }
}
