using PolicyEngine.Linting;

namespace PolicyEngine.Tests.Linting.Input;

/// <summary>NP1021: templates that were not rendered.</summary>
public sealed class TemplatingLeftTests
{
    [Theory]
    [InlineData("spec: {podSelector: {matchLabels: {app: \"{{ .Values.name }}\"}}}", "`{{ .Values.name }}`", 4)]
    [InlineData("spec: {podSelector: {matchLabels: {\"${KEY}\": redis}}}", "`${KEY}`", 4)]
    [InlineData("spec: {podSelector: {matchLabels: {app: ${APP:-redis}}}}", "`${APP:-redis}`", 4)]
    [InlineData("spec:\n  podSelector: {}\n  ingress:\n  - ports:\n    - port: {{ .Values.port }}", "`{{ .Values.port }}`", 8)]
    [InlineData("spec:\n  podSelector:\n    {{- include \"shop.labels\" . | nindent 4 }}", "`{{- include \"shop.labels\" . | nindent 4 }}`", 6)]
    public void A_template_in_a_policy_is_found(string spec, string words, int line)
    {
        Finding[] found = Findings($"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: redis, namespace: shop}}\n{spec}\n");

        Finding finding = Assert.Single(found);
        Assert.StartsWith(words, finding.Message, StringComparison.Ordinal);
        Assert.Equal(line, finding.Span.Line);
    }

    [Fact]
    public void A_condition_around_a_policy_is_found() =>
        Assert.NotEmpty(Findings("{{- if .Values.enabled }}\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: redis}\nspec: {podSelector: {}}\n{{- end }}\n"));

    [Theory]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: redis, annotations: {summary: \"{{ $labels.pod }}\"}}\nspec: {podSelector: {}}")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {rule: \"{{ $value }} ${HOME}\"}")]
    [InlineData("apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {selector: \"price == '$5' || x == '{{'\"}")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\ndata: [")]
    public void What_may_look_like_one_is_left_alone(string yaml) => Assert.Empty(Findings(yaml));

    private static Finding[] Findings(string yaml) => [.. Lint.With("NP1021", yaml).Findings.Where(finding => finding.Rule.Id == "NP1021")];
}
