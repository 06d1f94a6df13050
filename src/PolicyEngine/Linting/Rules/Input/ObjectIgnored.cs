using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6043: objects that Calico takes and then ignores.</summary>
internal static class ObjectIgnored
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6043", "object-ignored", Severity.Warning, LintNeeds.None)
        {
            Title = "object is ignored",
            Explanation = """
                The API takes the object and Calico's agent does not, so that the interface is not protected. Write the protocol of a port by its name.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: HostEndpoint
                metadata: {name: node-1}
                spec: {node: node-1, interfaceName: eth0, ports: [{name: ssh, protocol: 6, port: 22}]}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: HostEndpoint
                metadata: {name: node-1}
                spec: {node: node-1, interfaceName: eth0, ports: [{name: ssh, protocol: TCP, port: 22}]}
                """,
        },
        BindingDiagnostics.IgnoredObject);
}
