using System.Runtime.CompilerServices;
using PolicyEngine.Compilation;
using PolicyEngine.Queries;
using PolicyEngine.Tests.Linting;

namespace PolicyEngine.Tests.Compilation;

/// <summary>Chains that clusters which come from one another share.</summary>
public sealed class KnownChainsTests
{
    private const int Generations = 12;

    private static string Ingress(string app, int port) => LintYaml.Policy("shop", app, $"{{podSelector: {{matchLabels: {{app: {app}}}}}, ingress: [{{ports: [{{port: {port}}}]}}]}}");

    [Fact]
    public void A_chain_of_the_same_policies_is_taken_over()
    {
        PolicySnapshot before = Lint.Load(LintYaml.WebAndDatabase + Ingress("web", 80) + Ingress("db", 80)).Snapshot;
        RuleIndex web = IndexOf(before, "shop/web");
        RuleIndex db = IndexOf(before, "shop/db");
        PolicySnapshot after = before.With([PolicySource.FromText("over.yaml", Ingress("db", 81))]).Snapshot;
        Assert.Same(web, IndexOf(after, "shop/web"));
        Assert.NotSame(db, IndexOf(after, "shop/db"));
    }

    [Fact]
    public void Chains_that_nobody_asks_for_any_more_go()
    {
        (PolicySnapshot last, WeakReference[] chains) = Generate();
        Assert.InRange(Survivors.Of(chains), 1, 2);
        GC.KeepAlive(last);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (PolicySnapshot Last, WeakReference[] Chains) Generate()
    {
        PolicySnapshot snapshot = Lint.Load(LintYaml.WebAndDatabase + Ingress("web", 80)).Snapshot;
        var chains = new WeakReference[Generations];
        for (int generation = 0; generation < Generations; generation++)
        {
            snapshot = snapshot.With([PolicySource.FromText("over.yaml", Ingress("db", 100 + generation))]).Snapshot;
            chains[generation] = new WeakReference(IndexOf(snapshot, "shop/db"));
        }

        return (snapshot, chains);
    }

    private static RuleIndex IndexOf(PolicySnapshot snapshot, string pod) =>
        snapshot.Graph.Chain(snapshot.TryGetParty(pod, out Party party) ? party.IngressChain : throw new ArgumentException("there is no such pod", nameof(pod))).Index;
}
