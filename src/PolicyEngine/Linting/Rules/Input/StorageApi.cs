using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1028: objects in the form that Calico stores them in.</summary>
internal sealed class StorageApi : ILintRule
{
    private const string StorageGroup = "crd.projectcalico.org";

    public LintRuleDescriptor Descriptor { get; } = new("NP1028", "storage-api", Severity.Note, LintNeeds.Text)
    {
        Title = "object is in Calico's storage form",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            `crd.projectcalico.org` is how Calico stores its objects. Who applies them so goes past the checks and the defaults of
            `projectcalico.org/v3`: a policy without `types` governs both directions, whatever rules it has. In a copy of what a cluster
            holds there is nothing wrong with it.
            """,
        Wrong = """
            apiVersion: crd.projectcalico.org/v1
            kind: NetworkPolicy
            metadata: {name: default.redis, namespace: shop}
            spec: {selector: app == 'redis', types: [Ingress]}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: redis, namespace: shop}
            spec: {selector: app == 'redis', types: [Ingress]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach ((Binding.ObjectHeader header, MappingNode root) in context.Objects)
        {
            if (header.Group == StorageGroup && root["apiVersion"] is { } version)
            {
                yield return Descriptor.At(context.Written.At(version.Span).Target, $"`{header.ApiVersion}` is how Calico stores the object, not how it is applied") with
                {
                    Hint = "write `projectcalico.org/v3`",
                };
            }
        }
    }
}
