using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>What a rule, or several of a policy together, open to everybody or to the internet.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Direction">The direction of the rule.</param>
/// <param name="Rule">The rule; null where it takes several.</param>
/// <param name="ToAll">The traffic that every address may exchange.</param>
/// <param name="ToWorld">The traffic that all public addresses of a family may exchange; all of <paramref name="ToAll"/> is in it.</param>
internal sealed record OpenRule(Policy Policy, Directions Direction, Rule? Rule, TrafficSet ToAll, TrafficSet ToWorld)
{
    public static TrafficSet EveryTcpPort { get; } = TrafficSet.ForProtocol(Protocol.Tcp);

    /// <summary>Whether everybody may use every port.</summary>
    public bool IsAllOpen => EveryTcpPort.IsSubsetOf(ToAll);

    public LintTarget Target => Rule is null ? LintTarget.Of(Policy) : LintTarget.Of(Policy, Rule);
}
