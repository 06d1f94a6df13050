using PolicyEngine.Documents;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4012: rules that let pods reach the metadata service of the cloud.</summary>
internal sealed class MetadataReachable : ILintRule
{
    private const ushort HttpPort = 80;

    public LintRuleDescriptor Descriptor { get; } = new("NP4012", "metadata-reachable", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "rule lets pods reach the cloud's metadata service",
        Precision = LintPrecision.Medium,
        SecuritySeverity = 6.5,
        Explanation = """
            Pods that are isolated may connect to the metadata service of the cloud on TCP 80 because of this rule: at 169.254.169.254 (AWS,
            Google, Azure, OpenStack and others), at fd00:ec2::254 where pods have IPv6 addresses, and at 168.63.129.16 where the
            input's nodes are Azure's. Whoever makes such a pod send requests gets the credentials of its node.

            It is asked what really passes: another policy may reopen what one excepts, and a cluster policy may deny what both allow.
            Pods whose egress nothing isolates need no rule to get there; NP4002 and NP4003 tell of those.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: internet, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: internet, namespace: shop}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        GovernedPod[] pods = [.. context.Facts.Pods.All.Where(pod => !context.IsSystem(pod.Endpoint.Namespace))];
        IEnumerable<(AdmittingRule Rule, string Address)> reached = AddressesOf(context)
            .SelectMany(address => AdmittingRule.Towards(context, Facing(context, pods, address), context.Snapshot.PartyAt(address), TrafficPoint.Ports(Protocol.Tcp, HttpPort)).Select(rule => (rule, address.ToString())));
        foreach (IGrouping<(PolicyName, string), (AdmittingRule Rule, string Address)> rule in reached.GroupBy(entry => (entry.Rule.Policy.Name, entry.Rule.Rule.Path)))
        {
            AdmittingRule first = rule.First().Rule;
            yield return Descriptor.At(LintTarget.Of(first.Policy, first.Rule), $"`{first.Policy.Name}` lets pods connect to the cloud's metadata service ({string.Join(", ", rule.Select(entry => entry.Address))})") with
            {
                Hint = "except the address from the block",
                Related = AdmittingRule.Places(first.Pods, "reaches it:"),
            };
        }
    }

    private static IEnumerable<IpAddress> AddressesOf(LintContext context)
    {
        bool isAzure = context.Objects.Any(entry => entry.Header is { Kind: "Node", Group: "" }
            && ((entry.Root["spec"] as MappingNode)?["providerID"] as ScalarNode)?.Text.StartsWith("azure:", StringComparison.Ordinal) == true);
        string[] texts = isAzure ? ["169.254.169.254", "fd00:ec2::254", "168.63.129.16"] : ["169.254.169.254", "fd00:ec2::254"];
        return texts.Select(text => IpAddress.TryParse(text, out IpAddress address) ? address : default);
    }

    /// <summary>The pods that have an address of the family.</summary>
    private static IEnumerable<GovernedPod> Facing(LintContext context, GovernedPod[] pods, IpAddress address) =>
        pods.Where(pod => pod.Sides.Families.HasFlag(address.Family.AsSet()) && !context.Model.ServiceAddresses.Contains(address));
}
