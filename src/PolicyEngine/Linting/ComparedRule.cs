using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries.Reach;
using PolicyEngine.Selectors;

namespace PolicyEngine.Linting;

/// <summary>A rule as it is written, which may be several in the model; it can be compared with others, of other policies too.</summary>
/// <param name="Policy">Its policy.</param>
/// <param name="Direction">Its direction.</param>
/// <param name="Rules">The rules that it was made into; never none.</param>
internal sealed record ComparedRule(Policy Policy, Directions Direction, ImmutableArray<Rule> Rules)
{
    public RuleAction Action => Rules[0].Action;

    /// <summary>Whether it decides where it matches, and is understood.</summary>
    public bool IsTerminal => Action != RuleAction.Log && Rules.All(rule => rule.Fault is null);

    /// <summary>The rules of a policy in one direction, in order.</summary>
    public static IEnumerable<ComparedRule> Of(Policy policy, Directions direction) => policy.Rules(direction)
        .GroupBy(rule => rule.Path, StringComparer.Ordinal)
        .Select(written => new ComparedRule(policy, direction, [.. written]));

    /// <summary>Whether it is proved that another matches all that this one does, whatever the cluster holds.</summary>
    public bool IsWithin(ComparedRule other, CancellationToken cancellation) => ReachesBehind(other, cancellation).All(reach => reach.IsCovered);

    /// <summary>Whether there is an example of what this one matches and another does not.</summary>
    public bool Exceeds(ComparedRule other, CancellationToken cancellation) => ReachesBehind(other, cancellation).Any(reach => reach.Example is not null);

    /// <summary>What is left to the rules where those of another come first.</summary>
    private IEnumerable<RuleReach> ReachesBehind(ComparedRule other, CancellationToken cancellation)
    {
        ImmutableArray<Rule> rules = [.. other.OfSubject(), .. OfSubject()];
        Policy joined = Policy with
        {
            Ingress = Direction == Directions.Ingress ? rules : [],
            Egress = Direction == Directions.Egress ? rules : [],
        };
        return RuleReaches.Of(joined, cancellation).Where(reach => reach.Index >= other.Rules.Length);
    }

    /// <summary>The rules with what their policy governs among their conditions.</summary>
    private IEnumerable<Rule> OfSubject() => Rules.Select(rule => Direction == Directions.Ingress
        ? rule with { Destination = Narrowed(rule.Destination) }
        : rule with { Source = Narrowed(rule.Source) });

    private PeerMatch Narrowed(PeerMatch own) => own with { Selector = own.Selector is { } selector ? Selector.And(Policy.Subject, selector) : Policy.Subject };
}
