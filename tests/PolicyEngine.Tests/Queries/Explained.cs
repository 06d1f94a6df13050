using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Tests.Semantics;
using TestKit;

namespace PolicyEngine.Tests.Queries;

/// <summary>Explains flows to <c>shop/web</c> in the cluster of the scenarios.</summary>
internal static class Explained
{
    public static HalfExplanation Ingress(string policies, string from, TrafficPoint? traffic = null, string to = "shop/web") =>
        Explain(policies, from, to, traffic).Ingress;

    public static HalfExplanation Egress(string policies, string from, string to, TrafficPoint? traffic = null) =>
        Explain(policies, from, to, traffic).Egress;

    /// <summary>What the only rule that might have helped fails on.</summary>
    public static RuleMismatch Mismatch(string policies, string from, TrafficPoint? traffic = null) =>
        Assert.Single(Ingress(policies, from, traffic).WhyNot!.Nearest).Step.Mismatch!;

    private static Explanation Explain(string policies, string from, string to, TrafficPoint? traffic)
    {
        PolicySnapshot snapshot = Scenario.Of(policies).Loaded.Snapshot;
        return snapshot.Explain(new Flow(snapshot.PartyOf(from), snapshot.PartyOf(to), traffic ?? TrafficPoint.Ports(Protocol.Tcp, 80)));
    }
}
