using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6024: host endpoints that rules select as peers and whose addresses nobody knows.</summary>
internal sealed class HostEndpointWithoutAddresses : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6024", "hep-no-expectedips", Severity.Warning, LintNeeds.Policies)
    {
        Title = "a host endpoint is a peer and has no addresses",
        Precision = LintPrecision.High,
        Explanation = """
            A rule's selector is about hosts: all it holds for are host endpoints. One of them gives an interface and no `expectedIPs`, and
            Calico learns no addresses from an interface's name: the rule never matches its node. Add `expectedIPs`.
            """,
        Wrong = Example + """
            spec: {node: w1, interfaceName: eth0}
            """,
        Right = Example + """
            spec: {node: w1, interfaceName: eth0, expectedIPs: [192.168.10.11]}
            """,
    };

    private const string Example = """
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: metrics}
        spec: {namespaceSelector: all(), types: [Ingress], ingress: [{action: Allow, source: {selector: role == 'worker'}}]}
        ---
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: w1-eth0, labels: {role: worker}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var told = new Dictionary<string, (Endpoint Host, Policy Policy, Rule Rule)>(StringComparer.Ordinal);
        var looked = new HashSet<Selector>();
        foreach (Policy policy in context.Policies)
        {
            foreach (Rule rule in policy.Ingress.Concat(policy.Egress))
            {
                foreach (Selector selector in new[] { rule.Source.Selector, rule.Destination.Selector }.OfType<Selector>().Where(looked.Add))
                {
                    IReadOnlyCollection<Endpoint> selected = context.EndpointsOf(selector);
                    if (selected.Count > 0 && selected.All(endpoint => endpoint.Kind == EndpointKind.HostEndpoint))
                    {
                        foreach (Endpoint host in selected.Where(host => host.Addresses.IsEmpty))
                        {
                            told.TryAdd(host.Name, (host, policy, rule));
                        }
                    }
                }
            }
        }

        return told.Values.Select(entry => Descriptor.At(LintTarget.Of(entry.Host), $"`HostEndpoint/{entry.Host.Name}` has no `expectedIPs`, so that `{entry.Policy.Name}` selects it as a peer in vain") with
        {
            Hint = "give its `expectedIPs`",
            Related = [new RelatedPlace(entry.Rule.Span, "the rule that selects it")],
        });
    }
}
