using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads Tiers. One without order gets the default tier's, as Calico's client does.</summary>
internal static class TierBinder
{
    private const double DefaultOrder = 1_000_000;

    /// <param name="root">The document.</param>
    /// <param name="header">Its header.</param>
    /// <param name="context">Told what is wrong.</param>
    /// <param name="fault">Set where the tier's place or default action could not be understood.</param>
    public static Tier Bind(MappingNode root, ObjectHeader header, BindingContext context, out Fault? fault)
    {
        var document = new FieldReader(root, context, new FaultCell());
        document.Ignore("apiVersion", "kind", "metadata", "status");
        FieldReader? spec = document.Object("spec");
        document.RejectUnknownFields();
        string? action = spec?.String("defaultAction");
        if (action is not (null or "Deny" or "Pass"))
        {
            spec!.Error(BindingDiagnostics.InvalidValue, spec.Value("defaultAction")!.Span, $"`defaultAction` is `{action}`, expected `Deny` or `Pass`");
        }

        double order = spec?.Number("order") ?? DefaultOrder;
        spec?.RejectUnknownFields();
        if (Tier.BuiltIn.FirstOrDefault(tier => tier.Name == header.Name) is { } builtIn)
        {
            if (order.CompareTo(builtIn.Order) != 0 || (action == "Pass") != (builtIn.DefaultAction == RuleAction.Pass))
            {
                document.Error(BindingDiagnostics.ReservedTier, header.Span, $"tier `{header.Name}` is built in; its order and default action cannot be changed");
            }

            fault = null;
            return builtIn with { Span = header.Span };
        }

        if (!CalicoName.IsTier(header.Name))
        {
            document.Error(BindingDiagnostics.InvalidName, header.Span, $"Tier name `{header.Name}` is not valid", "a tier's name is one DNS label of at most 63 characters");
        }

        fault = document.Faults.First;
        return new Tier(header.Name, order, action == "Pass" ? RuleAction.Pass : RuleAction.Deny, true, header.Span);
    }
}
