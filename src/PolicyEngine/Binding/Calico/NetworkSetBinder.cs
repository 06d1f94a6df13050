using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Calico;

/// <summary>A network set as written, before its namespace lends it labels.</summary>
internal sealed record NetworkSetResource(string Namespace, string Name, LabelSet Labels, ImmutableArray<IpPrefix> Blocks, SourceSpan Span);

/// <summary>Reads NetworkSets and GlobalNetworkSets. Blocks need not be masked and bare addresses are blocks of one.</summary>
internal static class NetworkSetBinder
{
    public static NetworkSetResource Bind(MappingNode root, ObjectHeader header, string @namespace, LabelReader labels, BindingContext context)
    {
        var document = new FieldReader(root, context, new FaultCell());
        document.Ignore("apiVersion", "kind", "metadata", "status");
        var prefixes = new List<IpPrefix>();
        if (document.Object("spec") is { } spec)
        {
            foreach (ScalarNode node in spec.Strings("nets"))
            {
                if (IpPrefix.TryParse(node.Text, out IpPrefix prefix))
                {
                    prefixes.Add(prefix);
                }
                else
                {
                    spec.Error(BindingDiagnostics.InvalidAddress, node.Span, $"`spec.nets` has `{node.Text}`, expected an address or an address block", "the entry is passed over");
                }
            }

            spec.Ignore("allowedEgressDomains");
            spec.RejectUnknownFields();
        }

        document.RejectUnknownFields();
        if (@namespace.Length == 0 && (header.Metadata?["labels"] as MappingNode)?[CalicoLabels.Namespace] is { } claimed)
        {
            document.Error(BindingDiagnostics.NamespaceLabelOnSet, claimed.Span, $"GlobalNetworkSet `{header.Name}` has the label `{CalicoLabels.Namespace}`");
        }

        return new NetworkSetResource(
            @namespace, header.Name, labels.Read(header.Metadata?["labels"], $"{header.Kind} {header.Name}"), [.. prefixes], header.Span);
    }
}
