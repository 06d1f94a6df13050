using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads Profiles. Their rules see the whole cluster, like those of a global policy.</summary>
internal static class ProfileBinder
{
    public static Profile Bind(MappingNode root, ObjectHeader header, LabelReader labels, DiagnosticBag diagnostics)
    {
        var document = new FieldReader(root, "", diagnostics, new FaultCell());
        document.Ignore("apiVersion", "kind", "metadata", "status");
        FieldReader spec = document.Object("spec")
            ?? new FieldReader(new MappingNode(root.Span.File, root.Span.Line, root.Span.Column, []), "spec", diagnostics, document.Faults);
        document.RejectUnknownFields();
        var profile = new Profile(
            header.Name,
            labels.Read(spec.Value("labelsToApply"), $"Profile {header.Name}"),
            CalicoRuleBinder.Bind(spec, "ingress", ""),
            CalicoRuleBinder.Bind(spec, "egress", ""),
            header.Span);
        spec.RejectUnknownFields();
        return profile;
    }
}
