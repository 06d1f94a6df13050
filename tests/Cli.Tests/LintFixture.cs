using System.Globalization;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace Cli.Tests;

/// <summary>Documents in which one rule finds one thing, and a rule that mends what it finds.</summary>
internal static class LintFixture
{
    public const string Rule = "NP2001";

    /// <summary>The name stands in line 8, from column 9 to before column 14.</summary>
    public const string Dangling = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: redis
          namespace: shop
        spec: {podSelector: {matchLabels: {app: redsi}}, policyTypes: [Ingress]}

        """;

    /// <summary>As <see cref="Dangling"/>, with nothing to find.</summary>
    public static string Sound { get; } = Dangling.Replace("app: redsi", "app: web", StringComparison.Ordinal);

    /// <summary>Lints documents with one rule.</summary>
    public static CommandResult Run(string documents, params string[] more) =>
        Netpol.RunWithInput(documents, ["lint", "-", "--only", Rule, "--stdin-filename", "manifests/shop policy.yaml", .. more]);

    /// <summary>Lints documents with a rule that offers to mark every policy.</summary>
    public static CommandResult RunMarking(params string[] args) => RunMarkingWith("# marked\n", args);

    /// <summary>Lints documents with a rule that offers to put a text before every policy.</summary>
    public static CommandResult RunMarkingWith(string mark, params string[] args) =>
        Netpol.RunWith(context => context with { Rules = [new MarkRule(mark)], Today = new DateOnly(2030, 1, 31) }, "", args);

    /// <summary>Policies that select nothing, one after the other.</summary>
    public static string Many(int count) => Dangling + string.Concat(Enumerable.Range(0, count - 1).Select(index => string.Create(CultureInfo.InvariantCulture, $$$"""
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p{{{index:000}}}, namespace: shop}
        spec: {podSelector: {matchLabels: {app: redsi}}, policyTypes: [Ingress]}

        """)));

    /// <summary>Finds policies whose document does not begin with a mark, and puts it there.</summary>
    private sealed class MarkRule(string mark) : ILintRule
    {
        public LintRuleDescriptor Descriptor { get; } = new("XX0001", "unmarked", Severity.Warning, LintNeeds.Policies)
        {
            Title = "policy is not marked",
            Explanation = "Every policy has a mark.",
        };

        public IEnumerable<Finding> Analyze(LintContext context) => context.Policies.Select(policy =>
            Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` is not marked") with
            {
                Fix = new LintFix("mark it", [new TextEdit(policy.Span with { Column = 1 }, policy.Span.Line, 1, mark)]),
                Related = [new RelatedPlace(policy.Span, "the policy")],
            });
    }
}
