using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads the <c>services</c> of one side of a Calico rule.</summary>
internal static class CalicoServiceMatch
{
    private static readonly string[] s_excluded = ["selector", "notSelector", "namespaceSelector", "serviceAccounts", "nets", "notNets"];

    public static ServiceReference? Bind(FieldReader side, CalicoPeerScope scope)
    {
        if (side.Object("services") is not { } services)
        {
            return null;
        }

        string name = services.String("name") ?? "";
        string @namespace = services.String("namespace") ?? "";
        services.RejectUnknownFields();
        bool isNamed = ObjectName.IsValid(name);
        if (!isNamed)
        {
            services.Error(BindingDiagnostics.ServiceConstraint, services.Value("name")?.Span ?? services.Span, $"`{services.Field("name")}` needs the name of a service");
        }

        if (scope.IsSource != (scope.RuleList == "ingress"))
        {
            services.Error(BindingDiagnostics.ServiceConstraint, services.Span, $"`services` stands in the source of ingress rules and the destination of egress rules only");
        }

        foreach (string field in s_excluded.Where(side.Has))
        {
            side.Error(BindingDiagnostics.ServiceConstraint, side.Value(field)!.Span, $"`{side.Field(field)}` does not go with `services`");
        }

        foreach (string field in scope.IsSource ? [] : ((string[])["ports", "notPorts"]).Where(side.Has))
        {
            side.Error(BindingDiagnostics.ServiceConstraint, side.Value(field)!.Span, $"`{side.Field(field)}` does not go with `services`, which has its own ports");
        }

        if (@namespace.Length == 0)
        {
            if (scope.PolicyNamespace.Length == 0)
            {
                services.Error(BindingDiagnostics.ServiceConstraint, services.Span, $"`{services.Path}` needs `namespace`, for the policy has none");
            }
            else
            {
                services.Warn(
                    BindingDiagnostics.ServiceWithoutNamespace, services.Span, $"`{services.Path}` gives no namespace and so names no service: the rule never matches");
            }
        }

        return isNamed ? new ServiceReference(@namespace, name) : null;
    }
}
