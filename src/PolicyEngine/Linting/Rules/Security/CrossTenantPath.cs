using PolicyEngine.Connectivity;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>NP4019: pods of one tenant that reach those of another.</summary>
internal sealed class CrossTenantPath : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP4019", "cross-tenant-path", Severity.Warning, LintNeeds.Workloads | LintNeeds.Namespaces)
    {
        Title = "pods of one tenant reach those of another",
        Precision = LintPrecision.High,
        SecuritySeverity = 6.9,
        Explanation = """
            Namespaces with different values of the tenants' label (`tenantLabel`; nothing is told where it is not set) have pods of which
            one may connect to the other. All policies are taken into account, in both directions. Namespaces without the label
            belong to nobody and are not looked at. Each two tenants are told of once, with the first pair of namespaces.
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        string label = context.Parameters.TenantLabel;
        Dictionary<string, Namespace> tenants = label.Length == 0
            ? []
            : context.Model.Namespaces.Where(space => space.Labels[label] is not null).ToDictionary(space => space.Name, StringComparer.Ordinal);
        if (tenants.Values.Select(space => space.Labels[label]).Distinct(StringComparer.Ordinal).Count() < 2
            || context.Snapshot.Matrix(new MatrixQuery { Grouping = Grouping.Namespace }, out _) is not { } matrix)
        {
            yield break;
        }

        var told = new HashSet<(string From, string To)>();
        foreach (Connection connection in matrix.Connections(context.Cancellation))
        {
            if (tenants.TryGetValue(connection.From.Namespace, out Namespace? from) && tenants.TryGetValue(connection.To.Namespace, out Namespace? to)
                && from.Labels[label] is { } sender && to.Labels[label] is { } receiver
                && sender != receiver && !connection.Allowed.IsEmpty && told.Add((sender, receiver)))
            {
                yield return Descriptor.At(LintTarget.Of(to), $"pods of tenant `{sender}` connect to pods of tenant `{receiver}`: from namespace `{from.Name}` to `{to.Name}` ({connection.Allowed.Describe()})") with
                {
                    Hint = "deny what comes from other tenants by a policy of the whole cluster",
                };
            }
        }
    }
}
