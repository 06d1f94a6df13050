using PolicyEngine.Linting;

namespace PolicyEngine.Tests.Linting.Semantics;

public sealed class SplitAndPeerTests
{
    [Fact]
    public void The_fix_makes_one_peer_of_two()
    {
        const string Yaml = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {}
              ingress:
              - from:
                - namespaceSelector:
                    matchLabels: {role: ops}
                - podSelector:
                    matchLabels: {app: prometheus}
            """;
        TextEdit edit = Assert.Single(Assert.Single(Lint.With("NP2004", Yaml).Findings, finding => finding.Rule.Id == "NP2004").Fix!.Edits);
        string[] lines = Yaml.Split('\n');
        string line = lines[edit.Start.Line - 1].TrimEnd('\r');
        lines[edit.Start.Line - 1] = line[..(edit.Start.Column - 1)] + edit.Replacement + line[(edit.EndColumn - 1)..];
        string mended = string.Join('\n', lines);

        Assert.Empty(Lint.Messages("NP2004", mended));
        Assert.Single(Lint.Load(mended).Snapshot.Model.Policies[0].Ingress);
    }

    [Theory]
    [InlineData("- namespaceSelector: {matchLabels: {role: ops}}\n    - podSelector: {matchLabels: {app: prometheus}}", 1)]
    [InlineData("- namespaceSelector: {matchLabels: {role: ops}}\n\n    - podSelector: {matchLabels: {app: prometheus}}", 0)]
    [InlineData("- namespaceSelector: {matchLabels: {role: ops}}\n    # and our own\n    - podSelector: {matchLabels: {app: prometheus}}", 0)]
    [InlineData("- namespaceSelector: {matchLabels: {role: ops}}\n    - podSelector: {}", 0)]
    [InlineData("- podSelector: {matchLabels: {app: prometheus}}\n    - namespaceSelector: {matchLabels: {role: ops}}", 0)]
    [InlineData("- namespaceSelector: {matchLabels: {role: ops}}\n      podSelector: {matchLabels: {app: prometheus}}", 0)]
    [InlineData("- namespaceSelector: {}\n    - podSelector: {matchLabels: {app: prometheus}}", 1)]
    public void Only_a_pod_selector_right_behind_a_namespace_selector_is_found(string peers, int findings) => Assert.Equal(findings, Lint.Messages("NP2004", Policy(peers)).Length);

    [Fact]
    public void Items_on_one_line_have_no_fix() => Assert.Null(Assert.Single(
        Lint.With("NP2004", LintYaml.Policy("shop", "web", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}, {podSelector: {matchLabels: {app: a}}}]}]}")).Findings, finding => finding.Rule.Id == "NP2004").Fix);

    [Theory]
    [InlineData("- {namespaceSelector: {matchLabels: {team: d}}}\n    - {podSelector: {matchLabels: {app: tool}}}")]
    [InlineData("- namespaceSelector: {matchLabels: {team: d}}\n    - {podSelector: {matchLabels: {app: tool}}}")]
    [InlineData("- {namespaceSelector: {matchLabels: {team: d}}}\n    - podSelector: {matchLabels: {app: tool}}")]
    [InlineData("- namespaceSelector: {matchLabels: {team: d}}\n    - &b\n      podSelector: {matchLabels: {app: tool}}")]
    [InlineData("- &b\n      namespaceSelector: {matchLabels: {team: d}}\n    - podSelector: {matchLabels: {app: tool}}")]
    [InlineData("- namespaceSelector: {matchLabels: {team: d}}\n    - !!map\n      podSelector: {matchLabels: {app: tool}}")]
    public void Items_that_are_not_plain_blocks_have_no_fix(string peers) =>
        Assert.Null(Assert.Single(Lint.With("NP2004", Policy(peers)).Findings, finding => finding.Rule.Id == "NP2004").Fix);

    [Fact]
    public void The_fix_changes_what_is_allowed() => Assert.True(Assert.Single(
        Lint.With("NP2004", Policy("- namespaceSelector: {}\n    - podSelector: {matchLabels: {app: prometheus}}")).Findings, finding => finding.Rule.Id == "NP2004").Fix!.ChangesMeaning);

    [Theory]
    [InlineData("shop", 0)]
    [InlineData("monitoring", 1)]
    public void Pods_show_which_is_meant(string where, int findings) => Assert.Equal(findings, Lint.Messages(
        "NP2004",
        LintYaml.Namespace("monitoring", "role: ops") + LintYaml.Pod("monitoring", "other", "app: grafana") + LintYaml.Pod(where, "p", "app: prometheus")
        + Policy("- namespaceSelector: {matchLabels: {role: ops}}\n    - podSelector: {matchLabels: {app: prometheus}}")).Length);

    [Fact]
    public void Without_the_text_it_is_not_run() => Assert.Contains(
        new Linter().Run(new PolicyLoader().LoadText(LintYaml.Policy("shop", "web", "{podSelector: {}}"))).NotRun, rule => rule.Rule.Id == "NP2004");

    private static string Policy(string peers) => $$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {}
          ingress:
          - from:
            {{peers}}
        """;
}
