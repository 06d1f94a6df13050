using System.Globalization;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4011: rules that allow wide ranges of ports.</summary>
internal sealed class WidePortRange : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4011", "wide-port-range", Severity.Note, LintNeeds.Policies)
    {
        Title = "rule allows a wide range of ports",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 2.0,
        Explanation = """
            The rule allows more ports in a row than anybody lists (`widePortRange`, 1000 unless set otherwise), and not all. Adjoining
            ranges count as one. Most of these ports belong to nothing that was meant.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{podSelector: {}}], ports: [{port: 1024, endPort: 65535}]}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{podSelector: {}}], ports: [{port: 30000, endPort: 30100}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies)
        {
            foreach (Rule rule in policy.Ingress.Concat(policy.Egress).Where(rule => rule is { Action: RuleAction.Allow, Fault: null, Destination.Ports: not null }).DistinctBy(rule => rule.Path, StringComparer.Ordinal))
            {
                Interval<ushort>? widest = Widest(rule.Destination.Ports!.Numbers);
                if (widest is { } range && range.High - range.Low + 1 > context.Parameters.WidePortRange)
                {
                    yield return Descriptor.At(LintTarget.Of(policy, rule), string.Create(CultureInfo.InvariantCulture, $"`{policy.Name}` allows the {range.High - range.Low + 1} ports {range} in one rule")) with
                    {
                        Hint = "allow the ports that are listened on",
                    };
                }
            }
        }
    }

    private static Interval<ushort>? Widest(TrafficSet ports) => ports.Boxes
        .Where(box => box.Protocols.Low == box.Protocols.High && box.Protocols.Low is var number && new Protocol(number).HasPorts && !IsEveryPort(box.Majors))
        .Select(box => (Interval<ushort>?)box.Majors)
        .MaxBy(range => range!.Value.High - range.Value.Low);

    private static bool IsEveryPort(Interval<ushort> ports) => ports.Low <= 1 && ports.High == ushort.MaxValue;
}
