using System.Runtime.CompilerServices;
using PolicyEngine.Linting;
using PolicyEngine.Queries.Reach;

namespace PolicyEngine.Tests.Linting;

/// <summary>What is taken over from a report of an input that another came from.</summary>
public sealed class RunAgainTests
{
    private const int Generations = 12;

    private static string Ingress(string name, int port) =>
        LintYaml.Policy("shop", name, $"{{podSelector: {{matchLabels: {{app: db}}}}, ingress: [{{from: [{{podSelector: {{matchLabels: {{app: web}}}}}}], ports: [{{port: {port}}}]}}]}}");

    [Fact]
    public void A_pair_about_which_classes_alone_decide_is_found_beside_others()
    {
        const string policies = """
            {apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: node.n1}, spec: {ipv6Support: false}}
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: in, namespace: a}, spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: client}}}], ports: [{port: 80}]}]}}
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: a}, spec: {podSelector: {matchLabels: {app: client}}, policyTypes: [Egress]}}
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: gold, namespace: a}, spec: {podSelector: {matchLabels: {app: nobody}}, ingress: [{from: [{podSelector: {matchLabels: {tier: gold}}}]}]}}
            ---

            """;
        LoadResult input = Lint.Load(policies + Pod("a1", "web", "n1", 1) + Pod("a2", "web", "n1", 2) + Pod("client", "client", "n2", 9) + Pod("z3", "web, tier: gold", "n2", 3));
        Assert.Contains(new Linter().Run(input).Findings, finding => finding.Rule.Id == "NP2020");

        static string Pod(string name, string labels, string node, int address) =>
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, namespace: a, labels: {{app: {labels}}}}}, spec: {{nodeName: {node}}}, status: {{podIP: \"fd00::{address}\"}}}}\n---\n";
    }

    [Fact]
    public void What_is_taken_over_costs_the_budget_what_it_cost()
    {
        LoadResult input = Lint.Load(LintYaml.WebAndDatabase + string.Concat(Enumerable.Range(0, 8).Select(number => Ingress($"p{number}", 80 + (number % 3)))));
        LoadResult changed = input.Snapshot.With([PolicySource.FromText("over.yaml", Ingress("p9", 81))]);
        LintContext first = Context(input, null);
        LintContext again = Context(changed, first);
        (ReachBudget spentAgain, ReachBudget spent) = (Budget(), Budget());
        CoveredRules known = new CoveredRuleFinder(first, Budget(), null).Find();
        CoveredRules covered = new CoveredRuleFinder(again, spentAgain, known).Find();
        CoveredRules whole = new CoveredRuleFinder(Context(changed, null), spent, null).Find();
        Assert.Equal(whole.All.Select(rule => rule.Rule.Path + rule.Policy.Name), covered.All.Select(rule => rule.Rule.Path + rule.Policy.Name), StringComparer.Ordinal);
        Assert.NotEmpty(covered.All);
        Assert.Equal(spent.Spent, spentAgain.Spent);

        static LintContext Context(LoadResult input, LintContext? earlier) => new(input, null, earlier, LintOptions.Default, CancellationToken.None);

        static ReachBudget Budget() => new(ReachBudget.OfInput, CancellationToken.None);
    }

    [Theory]
    [InlineData]
    [InlineData("NP2020", "NP2021")]
    [InlineData("NP2011", "NP2012", "NP7017", "NP2018", "NP2019")]
    public void Reports_do_not_keep_those_before_them(params string[] disabled)
    {
        var linter = new Linter(LintOptions.Default with { Disabled = [.. disabled] });
        Forgets(linter, generation => Ingress("edited", 100 + generation));
        Forgets(linter, generation => LintYaml.Pod("shop", "web", $"app: web, generation: g{generation}"));
        Forgets(linter, generation => LintYaml.Pod("shop", "web", generation % 2 == 0 ? "app: other" : "app: web"));
    }

    private static void Forgets(Linter linter, Func<int, string> edit)
    {
        (LintReport last, WeakReference[] snapshots) = Generate(linter, edit);
        Assert.InRange(Survivors.Of(snapshots), 0, 2);
        GC.KeepAlive(last);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (LintReport Last, WeakReference[] Snapshots) Generate(Linter linter, Func<int, string> edit)
    {
        LoadResult input = Lint.Load(LintYaml.WebAndDatabase + Ingress("kept", 80));
        LintReport report = linter.Run(input);
        var snapshots = new WeakReference[Generations];
        for (int generation = 0; generation < Generations; generation++)
        {
            input = input.Snapshot.With([PolicySource.FromText("over.yaml", edit(generation))]);
            report = linter.RunAgain(report, input);
            snapshots[generation] = new WeakReference(input.Snapshot);
        }

        return (report, snapshots);
    }
}
