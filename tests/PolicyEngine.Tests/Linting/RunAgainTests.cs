using System.Runtime.CompilerServices;
using PolicyEngine.Connectivity;
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

    [Fact]
    public void A_flow_about_which_more_than_classes_decides_is_tried_again()
    {
        // The forward stage of its node denies the first pair and not the second, which classes do not tell apart once the second rule is known to be covered.
        const string policies = """
            {apiVersion: v1, kind: Node, metadata: {name: k1}, status: {addresses: [{type: InternalIP, address: 10.9.0.1}]}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: k2}, status: {addresses: [{type: InternalIP, address: 10.9.0.2}]}}
            ---
            {apiVersion: projectcalico.org/v3, kind: HostEndpoint, metadata: {name: h1, labels: {host: k1}}, spec: {node: k1, interfaceName: '*', expectedIPs: [10.9.0.1]}}
            ---
            {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: forward}, spec: {selector: has(host), applyOnForward: true, types: [Egress], egress: [{action: Deny}]}}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: out, namespace: shop}
            spec:
              selector: app == 'own'
              types: [Egress]
              egress:
              - {action: Allow, protocol: TCP, destination: {selector: role == 'x', ports: [80]}}
              - {action: Allow, protocol: TCP, destination: {selector: app == 'b', ports: [80]}}
            ---
            {apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: shut, namespace: shop}, spec: {selector: role == 'x', types: [Ingress]}}
            ---

            """;
        LoadResult input = Lint.Load(policies + Pod("own", "app: own", "k1", 1) + Pod("a", "app: a, role: x", "k2", 2) + Pod("b", "app: b, role: x", "k1", 3) + Pod("u", "app: u", "k2", 4));
        LintReport report = new Linter().Run(input);

        Assert.Contains(report.Findings, finding => finding.Rule.Id == "NP2020");
        AssertSame(report, input.Snapshot.With([]));
        AssertSame(report, input.Snapshot.With([PolicySource.FromText("over.yaml", Pod("u", "app: u, other: label", "k2", 4))]));

        static string Pod(string name, string labels, string node, int address) => Placed(name, labels, node, $"10.0.0.{address}");
    }

    [Fact]
    public void A_number_that_was_given_away_is_no_witness()
    {
        LoadResult input = Lint.Load(Deployment("a", "a") + Deployment("b", "b") + Deployment("o", "o") + From("a", 80) + From("b", 81) + From("c", 82));
        LintReport report = new Linter().Run(input);
        LoadResult without = input.Snapshot.With([], ["Deployment/shop/a", "Deployment/shop/b"]);

        AssertSame(report, without.Snapshot.With([PolicySource.FromText("over.yaml", Deployment("a", "b") + Deployment("b", "c"))]));
        AssertSame(report, without.Snapshot.With([PolicySource.FromText("over.yaml", Deployment("b", "c") + Deployment("a", "b"))]));

        LoadResult swapped = without.Snapshot.With([PolicySource.FromText("over.yaml", Deployment("a", "b"))]).Snapshot.With([PolicySource.FromText("over.yaml", Deployment("b", "a"))]);
        AssertSame(AssertSame(report, swapped), swapped.Snapshot.With([PolicySource.FromText("over.yaml", Deployment("b", "c"))]));

        static string Deployment(string name, string app) => $$"""
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: {{name}}, namespace: shop}, spec: {selector: {matchLabels: {app: {{app}} } }, template: {metadata: {labels: {app: {{app}} } }, spec: { } } } }
            ---

            """;

        static string From(string app, int port) =>
            LintYaml.Policy("shop", $"from-{app}", $"{{podSelector: {{matchLabels: {{app: o}}}}, ingress: [{{from: [{{podSelector: {{matchLabels: {{app: {app}}}}}}}], ports: [{{port: {port}}}]}}]}}");
    }

    [Theory]
    [InlineData("{apiVersion: projectcalico.org/v3, kind: NetworkSet, metadata: {name: set, namespace: shop, labels: {role: client}}, spec: {nets: [10.0.0.0/24]}}\n---\n", 2)]
    [InlineData("", 1)]
    public void A_peer_that_has_its_label_from_something_else_at_its_address_is_no_pair(string set, int addressOfOther)
    {
        string policies = LintYaml.Policy("shop", "in", "{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {role: client}}}], ports: [{port: 80}]}]}")
            + LintYaml.Policy("shop", "out", "{podSelector: {matchLabels: {app: q}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 443}]}]}");
        LoadResult input = Lint.Load(
            set + policies + Placed("p", "app: p, role: client", "n1", "10.0.0.1") + Placed("q", "app: q, role: client", "n1", $"10.0.0.{addressOfOther}") + Placed("web", "app: web", "n1", "10.0.0.3"));

        AssertSame(new Linter().Run(input), input.Snapshot.With([PolicySource.FromText("over.yaml", Placed("p", "app: p", "n1", "10.0.0.1"))]));
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

    private static string Placed(string name, string labels, string node, string address) =>
        LintYaml.Pod("shop", name, labels, $"spec: {{nodeName: {node}}}\nstatus: {{podIP: {address}}}");

    /// <summary>What is found again in an input is what is found in it.</summary>
    private static LintReport AssertSame(LintReport earlier, LoadResult input)
    {
        LintReport again = new Linter().RunAgain(earlier, input);
        LintReport whole = new Linter().Run(input);
        Assert.Equal(whole.Findings.Select(Told), again.Findings.Select(Told), StringComparer.Ordinal);
        Assert.Equal(whole.Context!.RuleUses.Select(Used), again.Context!.RuleUses.Select(Used), StringComparer.Ordinal);
        return again;

        static string Told(Finding finding) => $"{finding.Rule.Id} {finding.Target.ObjectName} {finding.Target.Path} {finding.Message}";

        static string Used(RuleUse use) => $"{use.Policy.Name} {use.Rule.Path} {use.Kind}";
    }
}
