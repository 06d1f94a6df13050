using System.Collections.Immutable;
using PolicyEngine.Linting;

namespace PolicyEngine.Tests.Linting.Input;

/// <summary>A fix takes its finding away, brings no other, and changes what it says it does.</summary>
public sealed class FixTests
{
    private const string Kubernetes = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}
        spec:

        """;

    private const string Calico = """
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}
        spec:

        """;

    [Fact]
    public void Of_an_object_full_of_misspelt_fields_the_first_eight_are_mended()
    {
        string text = Indented(Kubernetes, "podSelector: {}\ningress:\n" + string.Concat(Enumerable.Repeat("- form: []\n", 20)));

        Assert.Equal(8, Findings(text).Count(finding => finding is { Rule.Id: "NP1003", Fix: not null }));
    }

    [Theory]
    [InlineData("NP1015", Kubernetes, "podSelector: {}\ningress: [{ports: [{port: \"6379\"}, {port: 80}]}] # all", "podSelector: {}\ningress: [{ports: [{port: 6379}, {port: 80}]}] # all")]
    [InlineData("NP1015", Kubernetes, "podSelector: {}\ningress:\n- ports:\n  - port: '06379'", "podSelector: {}\ningress:\n- ports:\n  - port: 6379")]
    [InlineData("NP1016", Kubernetes, "podSelector: {}\ningress:\n- ports: [{port: 53, protocol: udp}]", "podSelector: {}\ningress:\n- ports: [{port: 53, protocol: UDP}]")]
    [InlineData("NP1016", Kubernetes, "podSelector: {}\ningress:\n- ports:\n  - protocol: 'Tcp' # redis\n    port: 53", "podSelector: {}\ningress:\n- ports:\n  - protocol: 'TCP' # redis\n    port: 53")]
    [InlineData("NP1016", Calico, "ingress:\n- {action: Allow, protocol: icmpv6}", "ingress:\n- {action: Allow, protocol: ICMPv6}")]
    [InlineData("NP1017", Kubernetes, "podSelector: {}\npolicyTypes: [ingress, Egress]", "podSelector: {}\npolicyTypes: [Ingress, Egress]")]
    [InlineData("NP1017", Calico, "types:\n- \"EGRESS\"", "types:\n- \"Egress\"")]
    [InlineData("NP1010", Kubernetes, "podSelector: {}\ningress: [{from: [{ipBlock: {cidr: 10.1.2.3/16}}]}]", "podSelector: {}\ningress: [{from: [{ipBlock: {cidr: 10.1.0.0/16}}]}]")]
    [InlineData("NP1010", Kubernetes, "podSelector: {}\ningress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [\"10.1.2.3/16\"]}}]}]", "podSelector: {}\ningress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [\"10.1.0.0/16\"]}}]}]")]
    [InlineData("NP1010", Kubernetes, "podSelector: {}\ningress:\n- from:\n  - ipBlock:\n      cidr: 2001:db8::1/0", "podSelector: {}\ningress:\n- from:\n  - ipBlock:\n      cidr: \"::/0\"")]
    [InlineData("NP6038", Calico, "ingress:\n- {action: Allow, source: {nets: [10.1.2.3/16]}}", "ingress:\n- {action: Allow, source: {nets: [10.1.0.0/16]}}")]
    [InlineData("NP1003", Kubernetes, "podSelectr: {}", "podSelector: {}")]
    [InlineData("NP1003", Kubernetes, "podselector: {}", "podSelector: {}")]
    [InlineData("NP1003", Kubernetes, "podSelector: {}\ningress:\n- form: [{podSelector: {}}]", "podSelector: {}\ningress:\n- from: [{podSelector: {}}]")]
    [InlineData("NP1003", Kubernetes, "podSelector: {}\ningress: [{\"prots\": [{port: 80}]}]", "podSelector: {}\ningress: [{\"ports\": [{port: 80}]}]")]
    public void A_fix_mends_what_is_found_and_nothing_else(string id, string head, string wrong, string right)
    {
        string before = Indented(head, wrong);
        Finding finding = Assert.Single(Findings(before), finding => finding.Rule.Id == id);

        string after = Apply(before, [finding.Fix!]);

        Assert.Equal(Indented(head, right), after);
        Assert.DoesNotContain(Findings(after), finding => finding.Rule.Id == id);
        Assert.Equal(Told(before).Where(told => !told.EndsWith(finding.Message, StringComparison.Ordinal)), Told(after), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("NP1003", Kubernetes, "podSelector: {}\ningress:\n- port: [{port: 80}]\n  ports: [{port: 81}]")]
    [InlineData("NP1003", Kubernetes, "podSelector: {}\ningress:\n- port: 80")]
    [InlineData("NP1003", Kubernetes, "podSelector: {}\npolicyTypes: [Ingress]\negres: [{ports: [{port: 80}]}]")]
    [InlineData("NP1003", Kubernetes, "podSelector: {}\nselector: {}")]
    [InlineData("NP1015", Kubernetes, "podSelector: {}\ningress: [{ports: [{port: \"70000\"}]}]")]
    [InlineData("NP1015", Kubernetes, "podSelector: {}\ningress: [{ports: [{port: \"\\x380\"}]}]")]
    [InlineData("NP1016", Kubernetes, "podSelector: {}\ningress: [{ports: [{protocol: ICMP}]}]")]
    [InlineData("NP1017", Kubernetes, "podSelector: {}\npolicyTypes: [Both]")]
    public void There_is_no_fix_where_something_else_may_be_meant(string id, string head, string spec) =>
        Assert.Null(Assert.Single(Findings(Indented(head, spec)), finding => finding.Rule.Id == id).Fix);

    [Fact]
    public void A_fix_works_in_json_too()
    {
        const string before = """{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "a", "namespace": "b"}, "spec": {"podSelector": {}, "ingress": [{"ports": [{"port": "80", "protocol": "tcp"}]}]}}""";

        string after = Apply(before, [.. Findings(before).Select(finding => finding.Fix).OfType<LintFix>()]);

        Assert.Equal(before.Replace("\"80\"", "80", StringComparison.Ordinal).Replace("tcp", "TCP", StringComparison.Ordinal), after);
        Assert.DoesNotContain(Findings(after), finding => finding.Rule.Id is "NP1015" or "NP1016");
    }

    [Fact]
    public void All_fixes_of_a_text_are_applied_at_once()
    {
        string before = Indented(Kubernetes, "podselector: {}\npolicyTypes: [ingress]\ningress:\n- ports: [{port: \"80\", protocol: tcp}, {port: \"81\", protocol: udp}]");

        string after = Apply(before, [.. Findings(before).Select(finding => finding.Fix).OfType<LintFix>()]);

        Assert.Equal(Indented(Kubernetes, "podSelector: {}\npolicyTypes: [Ingress]\ningress:\n- ports: [{port: 80, protocol: TCP}, {port: 81, protocol: UDP}]"), after);
    }

    /// <summary>What reading tells: where a policy is understood again, rules about what it means have their say too.</summary>
    private static IEnumerable<string> Told(string yaml) => Lint.Load(yaml).Diagnostics.Select(diagnostic => diagnostic.ToString());

    private static Finding[] Findings(string yaml) => [.. Lint.Run(yaml).Findings];

    private static string Apply(string text, ImmutableArray<LintFix> fixes) =>
        LintFixes.Apply("input.yaml", text, fixes).Text;

    private static string Indented(string head, string spec) => head + string.Concat(spec.Split('\n').Select(line => $"  {line}\n"));
}
