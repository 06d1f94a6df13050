using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads Calico's NetworkPolicy and GlobalNetworkPolicy and their staged forms.</summary>
internal static class CalicoPolicyBinder
{
    public static Policy Bind(MappingNode root, ObjectHeader header, PolicyKind kind, string @namespace, BindingContext context)
    {
        var faults = new FaultCell();
        var document = new FieldReader(root, context, faults);
        document.Ignore("apiVersion", "kind", "metadata", "status");
        FieldReader spec = document.ObjectOrEmpty("spec");
        document.RejectUnknownFields();

        StagedAction? staged = kind is PolicyKind.StagedNetworkPolicy or PolicyKind.StagedGlobalNetworkPolicy ? StagedActionReader.Read(spec) : null;
        string tier = spec.String("tier") is { Length: > 0 } given ? given : Tier.DefaultName;
        if (!ObjectName.IsValid(tier))
        {
            spec.Error(BindingDiagnostics.InvalidName, spec.Value("tier")!.Span, $"tier name `{tier}` is not valid");
        }

        double order = spec.Number("order") ?? double.PositiveInfinity;
        bool placed = spec.Faults.First is null;
        Selector? subject = BindSubject(spec, kind, @namespace);
        ImmutableArray<Rule> ingress = CalicoRuleBinder.Bind(spec, "ingress", @namespace);
        ImmutableArray<Rule> egress = CalicoRuleBinder.Bind(spec, "egress", @namespace);
        Directions types = BindTypes(spec, header, ingress, egress);
        (PolicyStage stage, bool forward) = @namespace.Length == 0 ? BindStage(spec) : (PolicyStage.Normal, false);
        bool isAlwaysNeeded = BindHints(spec);
        spec.RejectUnknownFields();

        return new Policy
        {
            Name = new PolicyName(kind, @namespace, CalicoName.OfPolicy(header.Name, header.Group, tier)),
            Tier = placed ? tier : "",
            Order = order,
            Subject = subject ?? (@namespace.Length > 0 ? CalicoLabels.InNamespace(@namespace) : Selector.All),
            Governs = faults.First is null ? types : Directions.Both,
            Ingress = ingress,
            Egress = egress,
            Stage = stage,
            AppliesOnForward = forward,
            IsAlwaysNeeded = isAlwaysNeeded,
            StagedAction = staged,
            Fault = faults.First,
            Span = header.Span,
        };
    }

    private static Selector? BindSubject(FieldReader spec, PolicyKind kind, string @namespace)
    {
        bool global = kind is PolicyKind.GlobalNetworkPolicy or PolicyKind.StagedGlobalNetworkPolicy;
        string selector = CalicoSelectorReader.Read(spec, "selector");
        string accounts = CalicoSelectorReader.Read(spec, "serviceAccountSelector");
        string namespaces = global ? CalicoSelectorReader.Read(spec, "namespaceSelector") : "";
        if (spec.Faults.First is not null)
        {
            return global ? null : CalicoLabels.InNamespace(@namespace);
        }

        string composed = global
            ? spec.Context.Composer.GlobalSubject(selector, namespaces, accounts)
            : spec.Context.Composer.NamespacedSubject(@namespace, selector, accounts);
        return CalicoSelectorReader.Compose(spec, composed);
    }

    private static Directions BindTypes(FieldReader spec, ObjectHeader header, ImmutableArray<Rule> ingress, ImmutableArray<Rule> egress)
    {
        Directions types = Directions.None;
        foreach (ScalarNode type in spec.Strings("types"))
        {
            Directions direction = type.Text switch
            {
                "Ingress" => Directions.Ingress,
                "Egress" => Directions.Egress,
                _ => Directions.None,
            };
            if (direction == Directions.None)
            {
                PolicyTypes.Reject(spec, "types", type);
            }

            if ((types & direction) != Directions.None)
            {
                spec.Error(BindingDiagnostics.InvalidTypes, type.Span, $"`types` has `{type.Text}` twice");
            }

            types |= direction;
        }

        if (types != Directions.None)
        {
            InertRules.Warn(spec, "types", types);
            return types;
        }

        if (spec.Value("types") is SequenceNode { Items.IsEmpty: true } empty)
        {
            // Calico's own readers take it for absent, which is what it is to verdicts.
            spec.Context.Diagnostics.Add(BindingDiagnostics.InvalidTypes, empty.Span, "`types` is empty", "leave `types` out, or name the directions");
        }

        if (header.Group == CalicoName.Stored)
        {
            // Calico's client and API server fill in what is left out; nobody does for who writes to the store, and agents take none for both.
            return Directions.Both;
        }

        // Calico's defaulting: egress only when there are egress rules, ingress unless there are only egress rules.
        return (ingress.IsEmpty, egress.IsEmpty) switch
        {
            (_, true) => Directions.Ingress,
            (true, false) => Directions.Egress,
            _ => Directions.Both,
        };
    }

    /// <summary>Whether agents are told to program the policy everywhere. They drop a policy with a hint that they do not know.</summary>
    private static bool BindHints(FieldReader spec)
    {
        const string needed = "AssumeNeededOnEveryNode";
        bool isNeeded = false;
        foreach (ScalarNode hint in spec.Strings("performanceHints"))
        {
            if (hint.Text != needed)
            {
                spec.Error(BindingDiagnostics.InvalidValue, hint.Span, $"`performanceHints` has `{hint.Text}`, expected `{needed}`");
            }
            else if (isNeeded)
            {
                spec.Error(BindingDiagnostics.InvalidValue, hint.Span, $"`performanceHints` has `{needed}` twice");
            }

            isNeeded |= hint.Text == needed;
        }

        return isNeeded;
    }

    private static (PolicyStage Stage, bool Forward) BindStage(FieldReader spec)
    {
        bool untracked = spec.Boolean("doNotTrack");
        bool preDnat = spec.Boolean("preDNAT");
        bool forward = spec.Boolean("applyOnForward");
        if (untracked && preDnat)
        {
            spec.Error(BindingDiagnostics.HostStageConstraint, spec.Span, "`doNotTrack` and `preDNAT` exclude each other");
        }

        foreach (string field in preDnat ? (ReadOnlySpan<string>)["egress", "types"] : [])
        {
            if (spec.Value(field) is SequenceNode list && (field == "egress" ? list.Items.Length > 0 : list.Items.Any(item => item is ScalarNode { Text: "Egress" })))
            {
                spec.Error(BindingDiagnostics.HostStageConstraint, list.Span, "`preDNAT` policies have no egress");
            }
        }

        if ((untracked || preDnat) && !forward)
        {
            spec.Error(BindingDiagnostics.HostStageConstraint, spec.Span, "`doNotTrack` and `preDNAT` need `applyOnForward: true`");
        }

        return (untracked ? PolicyStage.Untracked : preDnat ? PolicyStage.PreDnat : PolicyStage.Normal, forward);
    }
}
