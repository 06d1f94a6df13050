using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads Profiles. Their rules see the whole cluster, like those of a global policy.</summary>
internal static class ProfileBinder
{
    public static Profile Bind(MappingNode root, ObjectHeader header, LabelReader labels, BindingContext context)
    {
        var document = new FieldReader(root, context, new FaultCell());
        document.Ignore("apiVersion", "kind", "metadata", "status");
        FieldReader spec = document.ObjectOrEmpty("spec");
        document.RejectUnknownFields();
        LabelSet lent = labels.Read(spec.Value("labelsToApply"), $"Profile {header.Name}");
        ImmutableArray<Rule> ingress = BindRules(spec, "ingress");
        ImmutableArray<Rule> egress = BindRules(spec, "egress");
        spec.RejectUnknownFields();
        return document.Faults.First is { } fault
            ? new Profile(header.Name, lent, NotUnderstood("ingress", fault), NotUnderstood("egress", fault), header.Span)
            : new Profile(header.Name, lent, ingress, egress, header.Span);
    }

    private static ImmutableArray<Rule> BindRules(FieldReader spec, string field)
    {
        ImmutableArray<Rule> rules = CalicoRuleBinder.Bind(spec, field, "");
        return spec.Context.Profile.PassEndsProfiles
            ? [.. rules.Select(rule => rule.Action == RuleAction.Pass ? rule with { Action = RuleAction.Deny } : rule)]
            : rules;
    }

    /// <summary>What a profile that is not understood may do: anything.</summary>
    private static ImmutableArray<Rule> NotUnderstood(string field, Fault fault)
    {
        var allow = new Rule { Action = RuleAction.Allow, Fault = fault, Path = field, Span = fault.Span };
        return [allow, allow with { Action = RuleAction.Deny }];
    }
}
