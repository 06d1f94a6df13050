using PolicyEngine.Linting;
using PolicyEngine.Queries.Reach;

namespace PolicyEngine.Tests.Linting.Anomalies;

/// <summary>Rules and policies without which nothing changes.</summary>
public sealed class RedundantRuleTests
{
    private const string FromWeb = "from: [{podSelector: {matchLabels: {app: web}}}]";
    private const string FromWebToDatabase = FromWeb + ", ports: [{protocol: TCP, port: 5432}]";
    private const string Subject = "podSelector: {matchLabels: {app: db}}";

    private static readonly string s_pods = LintYaml.Pod("shop", "web", "app: web") + LintYaml.Pod("shop", "db", "app: db");

    private static string Ingress(string name, string rules, string subject = Subject) =>
        LintYaml.Policy("shop", name, $"{{{subject}, policyTypes: [Ingress], ingress: [{rules}]}}");

    private static string[] Found(string id, params string[] policies) =>
        [.. Lint.With(id, s_pods + string.Concat(policies)).Findings.Where(finding => finding.Rule.Id == id).Select(finding => finding.Target.ObjectName)];

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void The_narrow_of_two_policies_repeats_the_wide_one_whatever_their_names_are(string narrow, string wide)
    {
        string[] policies = [Ingress(narrow, $"{{{FromWebToDatabase}}}"), Ingress(wide, $"{{{FromWeb}}}")];

        Assert.Equal([$"NetworkPolicy/shop/{narrow}"], Found("NP2012", policies));
        Assert.Equal([$"NetworkPolicy/shop/{narrow}"], Found("NP2019", policies));
    }

    [Fact]
    public void Of_policies_that_repeat_each_other_the_first_stays()
    {
        string[] policies = [Ingress("a", $"{{{FromWeb}}}"), Ingress("b", $"{{{FromWeb}}}"), Ingress("c", $"{{{FromWeb}}}")];

        Assert.Equal(["NetworkPolicy/shop/b", "NetworkPolicy/shop/c"], Found("NP2012", policies));
        Assert.Equal(["NetworkPolicy/shop/b", "NetworkPolicy/shop/c"], Found("NP2019", policies));
    }

    [Fact]
    public void Of_rules_of_which_any_two_cover_the_third_one_can_go()
    {
        string[] policies =
        [
            Ingress("a", $"{{{FromWeb}, ports: [{{protocol: TCP, port: 1, endPort: 20}}]}}"),
            Ingress("b", $"{{{FromWeb}, ports: [{{protocol: TCP, port: 1, endPort: 10}}, {{protocol: TCP, port: 21, endPort: 30}}]}}"),
            Ingress("c", $"{{{FromWeb}, ports: [{{protocol: TCP, port: 11, endPort: 30}}]}}"),
        ];

        Assert.Equal(["NetworkPolicy/shop/c"], Found("NP2012", policies));
    }

    [Fact]
    public void A_rule_repeats_a_wider_one_that_stands_after_it_in_its_policy()
    {
        Finding finding = Assert.Single(Lint.With("NP2012", Ingress("a", $"{{{FromWebToDatabase}}}, {{{FromWeb}}}")).Findings, finding => finding.Rule.Id == "NP2012");

        Assert.Equal("spec.ingress[0]", finding.Target.Path);
        Assert.Contains("allows it too", Assert.Single(finding.Related).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("podSelector: {matchLabels: {app: db, tier: x}}")]
    [InlineData("podSelector: {matchLabels: {app: other}}")]
    public void A_policy_that_governs_less_makes_nothing_needless(string subject) =>
        Assert.Empty(Found("NP2012", Ingress("a", $"{{{FromWebToDatabase}}}"), Ingress("b", $"{{{FromWeb}}}", subject)));

    [Fact]
    public void A_policy_of_the_other_direction_or_of_another_namespace_makes_nothing_needless()
    {
        Assert.Empty(Found(
            "NP2012",
            Ingress("a", $"{{{FromWebToDatabase}}}"),
            LintYaml.Policy("shop", "b", $"{{{Subject}, policyTypes: [Egress], ingress: [{{{FromWeb}}}], egress: [{{}}]}}"),
            LintYaml.Policy("dev", "c", $"{{{Subject}, policyTypes: [Ingress], ingress: [{{}}]}}")));
    }

    [Fact]
    public void A_policy_that_may_deny_between_two_keeps_both()
    {
        string narrow = Ingress("a", $"{{{FromWebToDatabase}}}");
        string wide = Ingress("c", $"{{{FromWeb}}}");
        string between = LintYaml.Calico("NetworkPolicy", "{name: b, namespace: shop}", "{order: 1000, selector: \"app == 'db'\", types: [Ingress], ingress: [{action: Deny, protocol: TCP, destination: {ports: [5432]}}]}");

        Assert.Empty(Found("NP2012", narrow, between, wide));
        Assert.Equal(["NetworkPolicy/shop/a"], Found("NP2012", narrow, wide));
    }

    [Fact]
    public void Rules_that_are_taken_in_order_repeat_earlier_ones_only()
    {
        const string Narrow = "{action: Allow, protocol: TCP, source: {selector: \"app == 'web'\"}}";
        const string Wide = "{action: Allow, source: {selector: \"app == 'web'\"}}";

        Assert.Empty(Found("NP2012", LintYaml.Calico("NetworkPolicy", "{name: a, namespace: shop}", $"{{selector: \"app == 'db'\", types: [Ingress], ingress: [{Narrow}, {Wide}]}}")));
        Assert.Single(Found("NP2012", LintYaml.Calico("NetworkPolicy", "{name: a, namespace: shop}", $"{{selector: \"app == 'db'\", types: [Ingress], ingress: [{Wide}, {Narrow}]}}")));
    }

    public static TheoryData<string> Shapes => ["{matchLabels: {app: aN}}", "{matchExpressions: [{key: kN, operator: Exists}, {key: mN, operator: DoesNotExist}]}", "{matchExpressions: [{key: app, operator: NotIn, values: [aN]}]}"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Work_does_not_grow_faster_than_rules_squared(string selector)
    {
        (long few, long many) = (Work(Rules(100)), Work(Rules(400)));

        Assert.True(many < 20 * few, $"{few} units for 100 rules, {many} for 400");
        Assert.True(many < ReachBudget.OfPolicy);

        string Rules(int count) => Ingress("a", string.Join(", ", Enumerable.Range(100, count).Select(number => $"{{from: [{{podSelector: {selector.Replace("N", $"{number}", StringComparison.Ordinal)}}}]}}")));
    }

    [Fact]
    public void Work_on_rules_with_an_order_does_not_grow_faster_than_rules_squared()
    {
        (long few, long many) = (Work(Rules(100)), Work(Rules(400)));

        Assert.True(many < 20 * few, $"{few} units for 100 rules, {many} for 400");

        static string Rules(int count) => LintYaml.Calico(
            "NetworkPolicy",
            "{name: a, namespace: shop}",
            $"{{selector: \"app == 'db'\", types: [Ingress], ingress: [{string.Join(", ", Enumerable.Range(100, count).Select(number => $"{{action: Allow, source: {{selector: \"a contains 'x{number}'\"}}}}"))}]}}");
    }

    [Fact]
    public void What_is_not_proved_within_the_budget_is_not_told()
    {
        LintContext context = ContextOf(Ingress("a", $"{{{FromWebToDatabase}}}") + Ingress("b", $"{{{FromWeb}}}"));

        Assert.Empty(new CoveredRuleFinder(context, new ReachBudget(50, CancellationToken.None), null).Find().All);
        Assert.Single(new CoveredRuleFinder(context, new ReachBudget(ReachBudget.OfInput, CancellationToken.None), null).Find().All);
    }

    [Fact]
    public void Looking_for_what_covers_a_rule_can_be_stopped()
    {
        using var source = new CancellationTokenSource();
        var budget = new ReachBudget(ReachBudget.OfInput, source.Token);
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => new CoveredRuleFinder(ContextOf(Ingress("a", $"{{{FromWeb}}}")), budget, null).Find());
    }

    private static long Work(string policies)
    {
        var budget = new ReachBudget(ReachBudget.OfInput, CancellationToken.None);
        _ = new CoveredRuleFinder(ContextOf(policies), budget, null).Find();
        return budget.Spent;
    }

    private static LintContext ContextOf(string policies) => new(Lint.Load(s_pods + policies), null, null, LintOptions.Default, CancellationToken.None);
}
