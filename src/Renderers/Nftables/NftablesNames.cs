using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>Names in the one table that nftables has for all.</summary>
internal static class NftablesNames
{
    /// <summary>Appends a name with the layer it belongs to before it.</summary>
    public static void AppendLayered(TextBuffer text, TableKind layer, string name) => text.Append(layer.Name()).Append('-').Append(name);

    /// <summary>Appends the name of a set, which may not have colons.</summary>
    public static void AppendSet(TextBuffer text, string name)
    {
        foreach (char character in name)
        {
            text.Append(character == ':' ? '-' : character);
        }
    }
}
