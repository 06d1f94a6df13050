using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Binding;

/// <summary>Parts of policies that say the same are bound once. That must not show.</summary>
public sealed class RepeatedPartsTests
{
    private const string Kubernetes = "networking.k8s.io/v1";
    private const string Calico = "projectcalico.org/v3";

    [Theory]
    [InlineData(Kubernetes, "podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {a: b}}}]}]")]
    [InlineData(Kubernetes, "podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {a: b}}, namespaceSelector: null}]}]")]
    [InlineData(Calico, "ingress: [{action: Allow, source: {selector: a == 'b'}}]")]
    [InlineData(Calico, "ingress: [{action: Allow, source: {notSelector: a == 'b', namespaceSelector: null}}]")]
    [InlineData(Calico, "ingress: [{action: Allow, source: {serviceAccounts: {names: [a]}, namespaceSelector: ''}}]")]
    public void A_peer_of_the_own_namespace_is_another_in_each_namespace(string version, string spec)
    {
        Policy[] policies = Bind(out DiagnosticBag diagnostics, Policy(version, "one", spec), Policy(version, "two", spec));
        Assert.Empty(diagnostics.ToImmutable());
        Assert.Contains("\"one\"", policies[0].Ingress[0].Source.Selector!.Text, StringComparison.Ordinal);
        Assert.Contains("\"two\"", policies[1].Ingress[0].Source.Selector!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Kubernetes, "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {a: b}}}], ports: [{port: 80}]}]")]
    [InlineData(Calico, "ingress: [{action: Allow, protocol: TCP, source: {namespaceSelector: a == 'b', ports: [80]}}]")]
    public void A_peer_that_names_its_namespaces_is_the_same_everywhere(string version, string spec)
    {
        Policy[] policies = Bind(out _, Policy(version, "one", spec), Policy(version, "two", spec));
        Assert.Same(policies[0].Ingress[0].Source, policies[1].Ingress[0].Source);
    }

    [Fact]
    public void Equal_text_is_not_enough_where_kinds_differ()
    {
        Policy[] policies = Bind(
            out DiagnosticBag diagnostics,
            Policy(Kubernetes, "one", "podSelector: {}, ingress: [{ports: [{port: 80}]}]"),
            Policy(Kubernetes, "two", "podSelector: {}, ingress: [{ports: [{port: '80'}]}]"));
        Assert.Equal("PE3038", Assert.Single(diagnostics.ToImmutable()).Code);
        Assert.Null(policies[0].Ingress[0].Fault);
        Assert.NotNull(policies[1].Ingress[0].Fault);
    }

    [Theory]
    [InlineData(Kubernetes, "podSelector: {matchLabels: {a: '!'}}", "PE3009")]
    [InlineData(Kubernetes, "podSelector: {}, ingress: [{ports: [{port: 0}]}]", "PE3005")]
    [InlineData(Kubernetes, "podSelector: {}, ingress: [{from: [{namespaceSelector: {}, ipBlock: {cidr: 10.0.0.1/8}}]}]", "PE3047 PE3007")]
    [InlineData(Calico, "selector: '('", "PE2001")]
    [InlineData(Calico, "ingress: [{action: Allow, source: {namespaceSelector: '('}}]", "PE2001")]
    public void What_is_wrong_is_told_at_each_place(string version, string spec, string codes)
    {
        Bind(out DiagnosticBag diagnostics, Policy(version, "one", spec), Policy(version, "two", spec));
        Assert.Equal($"{codes} {codes}", string.Join(' ', diagnostics.ToImmutable().Select(diagnostic => diagnostic.Code)));
    }

    [Fact]
    public void A_repeated_key_is_a_fault_although_the_same_without_it_was_bound_before()
    {
        Policy[] policies = Bind(
            out _,
            Policy(Kubernetes, "one", "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {a: b}}}]}]"),
            Policy(Kubernetes, "two", "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {a: b, a: b}}}]}]"));
        Assert.Null(policies[0].Ingress[0].Fault);
        Assert.NotNull(policies[1].Ingress[0].Fault);
    }

    private static string Policy(string version, string @namespace, string spec) =>
        $"apiVersion: {version}\nkind: NetworkPolicy\nmetadata: {{name: p, namespace: {@namespace}}}\nspec: {{{spec}}}\n";

    private static Policy[] Bind(out DiagnosticBag diagnostics, params string[] documents)
    {
        diagnostics = new DiagnosticBag(100);
        var binder = new PolicyBinder("default", EnforcementProfile.CalicoIptables, diagnostics);
        foreach (MappingNode document in new DocumentReader(ReadLimits.Default, new DiagnosticBag(100)).ReadText("in.yaml", string.Join("---\n", documents), default))
        {
            binder.Bind(document);
        }

        return [.. binder.Resources.Policies.Values];
    }
}
