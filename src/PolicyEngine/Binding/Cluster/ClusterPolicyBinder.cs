using System.Collections.Immutable;
using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Cluster;

/// <summary>
/// Reads ClusterNetworkPolicy, AdminNetworkPolicy and BaselineAdminNetworkPolicy: ordered rules in the tier before or
/// after that of the NetworkPolicies, for pods of the whole cluster.
/// </summary>
internal static class ClusterPolicyBinder
{
    private const int MaxPriority = 1000;
    private const string BaselineName = "default";

    public static Policy Bind(MappingNode root, ObjectHeader header, ClusterPolicyForm form, BindingContext context)
    {
        var faults = new FaultCell();
        var document = new FieldReader(root, context, faults);
        document.Ignore("apiVersion", "kind", "metadata", "status");
        FieldReader spec = document.ObjectOrEmpty("spec");
        document.RejectUnknownFields();
        if (form.Kind == PolicyKind.BaselineAdminNetworkPolicy && header.Name != BaselineName)
        {
            document.Error(BindingDiagnostics.InvalidName, header.Span, $"the one {header.Kind} of a cluster is named `{BaselineName}`, not `{header.Name}`");
        }

        string? tier = BindTier(spec, form);
        double? order = form.HasPriority ? BindPriority(spec) : double.PositiveInfinity;
        bool placed = faults.First is null;
        Selector subject = BindSubject(spec, form);
        bool selects = faults.First is null;
        var rules = new ClusterRuleBinder(form, context.Profile);
        ImmutableArray<Rule> ingress = rules.Bind(spec, Directions.Ingress);
        ImmutableArray<Rule> egress = rules.Bind(spec, Directions.Egress);
        spec.RejectUnknownFields();
        Directions governs = (ingress.IsEmpty ? Directions.None : Directions.Ingress) | (egress.IsEmpty ? Directions.None : Directions.Egress);
        return new Policy
        {
            Name = new PolicyName(form.Kind, "", header.Name),
            Tier = placed ? tier! : "",
            Order = order ?? 0,
            Subject = selects ? subject : CalicoLabels.IsPod,
            Governs = faults.First is null ? governs : Directions.Both,
            Ingress = ingress,
            Egress = egress,
            Fault = faults.First,
            Span = header.Span,
        };
    }

    private static string? BindTier(FieldReader spec, ClusterPolicyForm form)
    {
        string? written = form.IsV1Alpha1 ? null : spec.String("tier");
        string? tier = form.TierOf(written);
        if (tier is null && written is not null)
        {
            spec.Error(BindingDiagnostics.InvalidClusterField, spec.Value("tier")!.Span, $"`{spec.Field("tier")}` is `{written}`, expected `Admin` or `Baseline`");
        }
        else if (tier is null)
        {
            spec.Require("tier");
        }

        return tier;
    }

    private static double? BindPriority(FieldReader spec)
    {
        spec.Require("priority");
        return spec.Integer("priority", 0, MaxPriority, BindingDiagnostics.InvalidClusterField);
    }

    private static Selector BindSubject(FieldReader spec, ClusterPolicyForm form)
    {
        if (spec.Object("subject") is not { } subject)
        {
            spec.Require("subject");
            return CalicoLabels.IsPod;
        }

        FieldReader? namespaces = subject.Object("namespaces");
        FieldReader? pods = subject.Object("pods");
        subject.RejectUnknownFields();
        if (namespaces is null == pods is null)
        {
            subject.Error(BindingDiagnostics.InvalidPeer, subject.Span, "`spec.subject` needs one of `namespaces` and `pods`");
            return CalicoLabels.IsPod;
        }

        return namespaces is not null
            ? PodSelection.InNamespaces(null, namespaces).Selector
            : ClusterPeerBinder.BindPods(pods!, namespacesRequired: form.IsV1Alpha1).Selector;
    }
}
