using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries.Reach;

namespace PolicyEngine.Linting;

/// <summary>What leaves a rule nothing, and all that this depends on.</summary>
/// <param name="use">What the rule does.</param>
/// <param name="beside">The rules that stand beside it.</param>
/// <param name="needless">Which of these can go, by their places.</param>
internal sealed class JudgedRule(RuleUse use, ImmutableArray<RuleRegion> beside, ImmutableArray<int> needless)
{
    /// <summary>The rules that leave it nothing; empty where it is not proved that some do.</summary>
    public ImmutableArray<DecidingRule> By { get; set; } = [];

    /// <summary>What the judgement cost of its budget.</summary>
    public long Spent { get; set; }

    /// <summary>Whether it might be another with a larger budget.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether another depends on the same, so that the same leaves it nothing.</summary>
    public bool IsAs(JudgedRule other) =>
        ReferenceEquals(Policy, other.Policy) && Kind == other.Kind && AreSame(CoveredBy, other.CoveredBy)
        && (!Policy.Name.IsAdditive || (CoveredBy.IsEmpty && AreSame(Beside, other.Beside) && Needless.AsSpan().SequenceEqual(other.Needless.AsSpan())));

    // Not the use itself: its flow holds a whole snapshot.
    private Policy Policy { get; } = use.Policy;

    private RuleUseKind Kind { get; } = use.Kind;

    private ImmutableArray<DecidingRule> CoveredBy { get; } = use.CoveredBy;

    private ImmutableArray<RuleRegion> Beside { get; } = beside;

    private ImmutableArray<int> Needless { get; } = needless;

    private static bool AreSame(ImmutableArray<DecidingRule> one, ImmutableArray<DecidingRule> other) => AreSame(one, other, (left, right) => ReferenceEquals(left.Rule, right.Rule) && ReferenceEquals(left.Policy, right.Policy));

    private static bool AreSame(ImmutableArray<RuleRegion> one, ImmutableArray<RuleRegion> other) => one == other || AreSame(one, other, (left, right) => ReferenceEquals(left.Rule, right.Rule) && ReferenceEquals(left.Policy, right.Policy));

    private static bool AreSame<T>(ImmutableArray<T> one, ImmutableArray<T> other, Func<T, T, bool> areSame)
    {
        bool same = one.Length == other.Length;
        for (int place = 0; same && place < one.Length; place++)
        {
            same = areSame(one[place], other[place]);
        }

        return same;
    }
}
