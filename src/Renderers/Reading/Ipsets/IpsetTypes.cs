using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Ipsets;

/// <summary>The types of ipsets by name.</summary>
internal static class IpsetTypes
{
    /// <summary>The parts of the members of a type; null if it is not understood.</summary>
    public static ImmutableArray<SetField>? FieldsOf(string type)
    {
        int colon = type.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || type[..colon] is not ("hash" or "bitmap" or "list"))
        {
            return null;
        }

        SetField[] fields = [.. type[(colon + 1)..].Split(',').SelectMany(Fields)];
        return fields.Contains(SetField.Unknown) ? null : [.. fields];
    }

    private static SetField[] Fields(string part) => part switch
    {
        "ip" or "net" => [SetField.Address],
        "port" => [SetField.Protocol, SetField.Port],
        "iface" => [SetField.Interface],
        "mark" => [SetField.Mark],
        "set" => [SetField.Set],
        _ => [SetField.Unknown],
    };
}
