using PolicyEngine.Binding;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2022: a rule names a port that nobody it is about has.</summary>
internal sealed class NamedPortUnresolved : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2022", "named-port-unresolved", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "port name that no pod has",
        Precision = LintPrecision.High,
        Explanation = """
            A port name stands for the number that the containers of each pod declare under it, with the rule's protocol. None of the
            pods that the rule is about declares the name, so that the rule matches nothing. Addresses outside the cluster have
            no port names at all.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            spec: {containers: [{name: web, ports: [{name: web, containerPort: 8080}]}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: http}]}]
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: http}]}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Facts.PortNames.All
        .Where(use => use.Numbers.IsEmpty)
        .Select(use => Descriptor.At(LintTarget.Of(use.Policy, use.Rule), Message(use)) with { Hint = Hint(use) })
        .DistinctBy(finding => (finding.Target, finding.Message));

    private static string Message(NamedPortUse use)
    {
        string protocol = use.Port.Protocol is { } known ? $"{known} " : "";
        return use.Candidates.IsEmpty
            ? $"the addresses that the rule is about have no port names: `{use.Port.Name}` matches nothing"
            : $"no pod that the rule is about has a {protocol}port named `{use.Port.Name}`";
    }

    private static string Hint(NamedPortUse use)
    {
        IEnumerable<string> names = use.Candidates
            .SelectMany(endpoint => endpoint.Ports)
            .Where(port => use.Port.Protocol is null || port.Protocol == use.Port.Protocol)
            .Select(port => port.Name)
            .Distinct(StringComparer.Ordinal);
        return NearestName.Of(use.Port.Name, names) is { } near ? $"write `{near}`" : "give the port's number";
    }
}
