using PolicyEngine;
using PolicyEngine.AspNetCore.Kubernetes;
using PolicyEngine.Documents;
using TestKit;

namespace AspNetCore.Tests.Kubernetes;

/// <summary>The roles that are written down grant what is followed, and nothing more.</summary>
public sealed class AccessRuleTests
{
    [Fact]
    public void The_role_of_the_documentation_grants_what_is_followed()
    {
        string page = File.ReadAllText(RepositoryRoot.PathOf("docs", "hosting.md"));
        int start = page.IndexOf("apiVersion: rbac", StringComparison.Ordinal);
        Assert.Equal(
            Granted(kind => kind.Use != KubernetesUse.Record),
            GrantedBy(page[start..page.IndexOf("```", start, StringComparison.Ordinal)]), StringComparer.Ordinal);
    }

    [Fact]
    public void The_role_of_the_webhook_grants_what_decides_verdicts() =>
        Assert.Equal(
            Granted(kind => kind.Use == KubernetesUse.Verdicts),
            GrantedBy(File.ReadAllText(RepositoryRoot.PathOf("samples", "AdmissionWebhook", "manifests.yaml"))), StringComparer.Ordinal);

    private static IEnumerable<string> Granted(Func<KubernetesKind, bool> isGranted) =>
        KubernetesKind.All.Where(isGranted)
            .SelectMany(kind => kind.Versions.Select(version => $"{kind.ResourceUnder(version)} [{string.Join(',', kind.ObjectNames)}]"))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> GrantedBy(string manifests)
    {
        LoadResult loaded = new PolicyLoader(new LoadOptions { KeepsDocuments = true }).LoadText(manifests);
        MappingNode role = loaded.Documents.Single(document => document["kind"] is ScalarNode { Text: "ClusterRole" });
        MappingNode[] rules = [.. ((SequenceNode)role["rules"]!).Items.Cast<MappingNode>()];
        Assert.All(rules, rule => Assert.Equal(["list", "watch"], Texts(rule, "verbs")));
        IEnumerable<string> granted =
            from rule in rules
            from resource in Texts(rule, "resources")
            from api in Texts(rule, "apiGroups")
            select $"{resource}{(api.Length == 0 ? "" : "." + api)} [{string.Join(',', Texts(rule, "resourceNames"))}]";
        return granted.Order(StringComparer.Ordinal);
    }

    private static string[] Texts(MappingNode rule, string field) => [.. (rule[field] as SequenceNode)?.Items.Cast<ScalarNode>().Select(item => item.Text) ?? []];
}
