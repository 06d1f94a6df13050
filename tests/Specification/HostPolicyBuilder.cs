using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>Random global policies of every family.</summary>
public sealed class HostPolicyBuilder(Dice dice, PolicyBuilder policies)
{
    private static readonly string[] s_names = ["host", "host-a", "host.a", "hosta"];

    public IEnumerable<CalicoPolicy> Build() => dice.Subset(s_names, 65).Select(Policy);

    private CalicoPolicy Policy(string name)
    {
        CalicoPolicy drawn = policies.Calico(null, name);
        CalicoPolicy policy = drawn with
        {
            Selector = dice.Chance(50) ? drawn.Selector : null,
            NamespaceSelector = dice.Chance(20) ? drawn.NamespaceSelector : null,
            ServiceAccountSelector = null,
            Ingress = Plain(drawn.Ingress),
            Egress = Plain(drawn.Egress),
            DoNotTrack = false,
        };
        return dice.Below(10) switch
        {
            0 or 1 or 2 => policy with { DoNotTrack = true },
            3 or 4 => policy with { PreDnat = true, Types = dice.Chance(50) ? ["Ingress"] : null, Egress = null },
            5 or 6 or 7 => policy with { ApplyOnForward = true },
            _ => policy,
        };
    }

    /// <summary>Some of the rules for all traffic, or for one protocol, so that much is matched.</summary>
    private ImmutableArray<CalicoRule>? Plain(ImmutableArray<CalicoRule>? rules) => rules is { } some
        ? [.. some.Select(rule => dice.Chance(40) ? new CalicoRule(rule.Action) { Protocol = rule.Http is not null ? rule.Protocol : dice.Pick(null, null, "TCP", "UDP"), Http = rule.Http } : rule)]
        : null;
}
