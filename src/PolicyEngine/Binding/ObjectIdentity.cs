using PolicyEngine.Binding.Calico;
using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Binding;

/// <summary>What makes two documents one object, whichever API they come from.</summary>
/// <param name="Group">The API group; that of Calico's API for what it stores too.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace, the default one where none is given.</param>
/// <param name="Name">The name, of policies as policies are called.</param>
internal readonly record struct ObjectIdentity(string Group, string Kind, string Namespace, string Name)
{
    public const string Calico = "projectcalico.org";

    /// <summary>The identity of a document.</summary>
    public static ObjectIdentity Of(MappingNode document, string defaultNamespace)
    {
        ObjectHeader header = ObjectHeader.Of(document);
        bool isPolicy = header.Kind.EndsWith("NetworkPolicy", StringComparison.Ordinal);
        string name = isPolicy ? CalicoName.OfPolicy(header.Name, header.Group, TierOf(document)) : header.Name;
        return new ObjectIdentity(GroupOf(header.Group), header.Kind, header.Namespace.Length == 0 ? defaultNamespace : header.Namespace, name);
    }

    /// <summary>A group without regard to whether it is stored.</summary>
    public static string GroupOf(string group) => group == CalicoName.Stored ? Calico : group;

    private static string TierOf(MappingNode document) =>
        document["spec"] is MappingNode spec && spec["tier"] is ScalarNode { Kind: not ScalarKind.Null, Text.Length: > 0 } tier ? tier.Text : Tier.DefaultName;
}
