using System.Text;
using PolicyEngine.Linting;
using PolicyEngine.Renderers.Linting;
using TestKit;

namespace Cli.Tests;

/// <summary>
/// The pages of the rules are made from their descriptors and kept as text: a change of a rule shows in the review. To write
/// them, run these tests with <c>ACCEPT_RULE_PAGES=1</c>.
/// </summary>
public sealed class RulePagesTests
{
    private static readonly string s_folder = Directory.CreateDirectory(RepositoryRoot.PathOf("docs", "rules")).FullName;

    private static bool Accepts => Environment.GetEnvironmentVariable("ACCEPT_RULE_PAGES") == "1";

    private static IEnumerable<LintRuleDescriptor> Rules => BuiltInRules.All.Concat(RendererRules.All).Select(rule => rule.Descriptor).OrderBy(rule => rule.Id, StringComparer.Ordinal);

    [Fact]
    public void Every_rule_has_its_page()
    {
        foreach (LintRuleDescriptor rule in Rules)
        {
            AssertIs(rule.Id, LintRulePage.Of(rule));
        }
    }

    [Fact]
    public void The_index_lists_every_rule() => AssertIs("README", Index());

    [Fact]
    public void There_are_no_other_pages()
    {
        string[] others = [.. Directory.EnumerateFiles(s_folder, "*.md").Where(file => Path.GetFileNameWithoutExtension(file) is var name && name != "README" && Rules.All(rule => rule.Id != name))];
        if (Accepts)
        {
            Array.ForEach(others, File.Delete);
        }

        Assert.True(Accepts || others.Length == 0, string.Join(", ", others));
    }

    private static void AssertIs(string name, string text)
    {
        string file = Path.Combine(s_folder, name + ".md");
        if (Accepts)
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", text);
    }

    private static string Index()
    {
        var page = new StringBuilder("""
            # Lint rules

            Ids and names are stable: none is changed or used again. A rule runs where the input has what it needs, and is told of where
            it does not. `netpol lint --explain-rule ID` shows a rule's page.

            """);
        foreach (IGrouping<LintGroup, LintRuleDescriptor> group in Rules.GroupBy(rule => rule.Group))
        {
            page.Append($"\n## {TitleOf(group.Key)}\n\n| Rule | Name | Severity | What is found |\n| --- | --- | --- | --- |\n");
            foreach (LintRuleDescriptor rule in group)
            {
                page.Append($"| [{rule.Id}]({rule.Id}.md) | `{rule.Name}` | {(rule.IsOptIn ? "off" : rule.Severity.ToString().ToLowerInvariant())} | {rule.Title} |\n");
            }
        }

        return page.ToString();
    }

    private static string TitleOf(LintGroup group) => group switch
    {
        LintGroup.Input => "Input: documents that are not read or that an API server refuses",
        LintGroup.Semantics => "Semantics: policies that do not mean what they seem to",
        LintGroup.Hygiene => "Hygiene: policies that are harder to keep than they need be",
        LintGroup.Security => "Security: more is reachable than should be",
        LintGroup.Scale => "Scale: policies that cost more than they need",
        LintGroup.Calico => "Calico: its own kinds",
        LintGroup.ClusterPolicies => "Cluster policies: ClusterNetworkPolicy and its predecessors",
        _ => "Dataplane: the network that policies act on",
    };
}
