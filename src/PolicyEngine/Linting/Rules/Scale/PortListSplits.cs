using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5004: more ports than one entry of iptables holds.</summary>
internal sealed class PortListSplits : ILintRule
{
    // Matches Calico: a `multiport` match has so many slots, and a range takes two (`felix/rules`).
    private const int Slots = 15;

    private static readonly Protocol[] s_protocols = [Protocol.Tcp, Protocol.Udp, Protocol.Sctp];

    public LintRuleDescriptor Descriptor { get; } = new("NP5004", "port-list-splits", Severity.Note, LintNeeds.Policies)
    {
        Title = "list of ports is split into several rules",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            One entry of iptables holds 15 ports, and a range counts twice. A longer list becomes several entries, and every packet
            goes through more of them. Ports in a row are one range.
            """,
        Wrong = Begin + "[1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31]}}]}",
        Right = Begin + "['1:31']}}]}",
    };

    private const string Begin = """
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec: {selector: app == 'web', types: [Ingress], ingress: [{action: Allow, protocol: TCP, destination: {ports: 
        """;

    public IEnumerable<Finding> Analyze(LintContext context) => !EnforcedByIptables(context.Model.Profile) ? [] : context.Policies.SelectMany(policy => policy.RulesThatCount()
        .Where(entry => IsSplit(entry.Rule.Source.Ports) || IsSplit(entry.Rule.Destination.Ports))
        .Select(entry => Descriptor.At(LintTarget.Of(policy, entry.Rule), "the rule's ports do not fit into one entry of iptables, which holds 15"))
        .DistinctBy(finding => finding.Target));

    private static bool EnforcedByIptables(EnforcementProfile profile) =>
        profile == EnforcementProfile.CalicoIptables || profile == EnforcementProfile.CalicoApplicationLayer;

    private static bool IsSplit(PortMatch? ports) => ports is not null && s_protocols.Any(protocol => SlotsOf(ports.Numbers, protocol) > Slots);

    private static int SlotsOf(TrafficSet numbers, Protocol protocol) => numbers.Plane(PlaneSlots.Of(protocol)).Segments.Sum(segment => segment.Majors.Low == segment.Majors.High ? 1 : 2);
}
