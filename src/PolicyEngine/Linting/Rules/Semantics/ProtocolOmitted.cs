using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2009: a port is TCP because nobody says otherwise.</summary>
internal sealed class ProtocolOmitted : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2009", "protocol-omitted", Severity.Note, LintNeeds.Policies | LintNeeds.Text)
    {
        Title = "protocol of a port is left to the default",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            A port of a NetworkPolicy without `protocol` is a TCP port. Most often that is meant; for port 53 it leaves out the UDP by which
            almost all names are asked for.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: dns, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53}]}]}
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: dns, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies.Where(policy => policy.Name.IsAdditive))
        {
            foreach (WrittenRule rule in context.WrittenRulesOf(policy).Where(rule => policy.Governs.HasFlag(rule.Direction)))
            {
                if (rule.Node["ports"] is not SequenceNode ports)
                {
                    continue;
                }

                for (int place = 0; place < ports.Items.Length; place++)
                {
                    if (ports.Items[place] is MappingNode port && port["protocol"] is null)
                    {
                        string number = Nodes.Text(port, "port");
                        yield return Descriptor.At(
                            LintTarget.Of(policy).In(port.Span, string.Create(CultureInfo.InvariantCulture, $"{rule.Path}.ports[{place}]")),
                            number.Length > 0 ? $"port `{number}` has no protocol and is TCP only" : "the entry has neither protocol nor port and is all of TCP");
                    }
                }
            }
        }
    }
}
