using System.Diagnostics;
using System.Globalization;
using PolicyEngine.Model;

namespace PolicyEngine.Cli.Output;

/// <summary>The words for actions, stages and orders.</summary>
internal static class EndpointWords
{
    public static string Action(RuleAction action) => action switch
    {
        RuleAction.Allow => "allow",
        RuleAction.Deny => "deny",
        RuleAction.Pass => "pass",
        RuleAction.Log => "log",
        _ => throw new UnreachableException(),
    };

    public static string Order(double order) => double.IsPositiveInfinity(order) ? "last" : order.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where on a packet's way past a host endpoint a policy is consulted; nothing for one that is about local traffic alone.</summary>
    public static string Stage(Policy policy) => policy.Stage switch
    {
        PolicyStage.Untracked => ", untracked",
        PolicyStage.PreDnat => ", pre-DNAT",
        _ => policy.AppliesOnForward ? ", also for forwarded traffic" : "",
    };
}
