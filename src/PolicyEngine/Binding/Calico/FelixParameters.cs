using PolicyEngine.Documents;

namespace PolicyEngine.Binding.Calico;

/// <summary>Writes the fields of a FelixConfiguration as Felix's environment and configuration file have them.</summary>
internal static class FelixParameters
{
    public static IEnumerable<KeyValuePair<string, string>> Of(MappingNode spec)
    {
        foreach (MappingEntry entry in spec.Entries)
        {
            string? text = entry.Value switch
            {
                ScalarNode scalar => scalar.Text,
                SequenceNode { Items.IsEmpty: true } when entry.Key.Text is "failsafeInboundHostPorts" or "failsafeOutboundHostPorts" => "none",
                SequenceNode list => string.Join(',', list.Items.Select(Item)),
                _ => null,
            };
            if (text is not null)
            {
                yield return KeyValuePair.Create(entry.Key.Text, text);
            }
        }
    }

    /// <summary>A port with its protocol as <c>tcp:22</c> or, where it is open to one block only, <c>tcp:10.0.0.0/8:22</c>.</summary>
    private static string Item(DocumentNode item)
    {
        if (item is not MappingNode port)
        {
            return item is ScalarNode scalar ? scalar.Text : "";
        }

        string protocol = Text(port, "protocol", "tcp").ToLowerInvariant();
        string net = Text(port, "net", "");
        string block = net.Length == 0 ? "" : net.Contains(':', StringComparison.Ordinal) ? $"[{net}]:" : $"{net}:";
        return $"{protocol}:{block}{Text(port, "port", "")}";
    }

    private static string Text(MappingNode node, string field, string otherwise) =>
        node[field] is ScalarNode { Text.Length: > 0 } scalar ? scalar.Text : otherwise;
}
