namespace PolicyEngine.Documents;

/// <summary>What a list says of itself, and what its items take from it.</summary>
internal readonly record struct ListHeader(string? Kind, string? ApiVersion)
{
    private const string Suffix = "List";

    public static ListHeader Of(MappingNode root) => new(TextOf(root, "kind"), TextOf(root, "apiVersion"));

    /// <summary>Whether a root of this kind with a list under <c>items</c> stands for its items.</summary>
    public bool IsList => Kind is null || Kind.EndsWith(Suffix, StringComparison.Ordinal);

    // Plain lists are of mixed kinds; only a typed list, such as PodList, leaves out the kind of its items.
    private string? ItemKind => Kind is null or Suffix or "ResourceList" ? null : Kind[..^Suffix.Length];

    public static string? TextOf(MappingNode mapping, string key) =>
        mapping[key] is ScalarNode { Kind: ScalarKind.String } scalar ? scalar.Text : null;

    /// <summary>The item with the kind and version it leaves out, which the API server leaves out of typed lists.</summary>
    public MappingNode Complete(MappingNode item)
    {
        ScalarNode? own = item["kind"] as ScalarNode;
        if (ItemKind is null || (own is not null && !string.Equals(own.Text, ItemKind, StringComparison.Ordinal)))
        {
            return item;
        }

        var entries = new List<MappingEntry>(item.Entries.Length + 2);
        if (ApiVersion is not null && item["apiVersion"] is null)
        {
            entries.Add(Synthetic(item, "apiVersion", ApiVersion));
        }

        if (item["kind"] is null)
        {
            entries.Add(Synthetic(item, "kind", ItemKind));
        }

        if (entries.Count == 0)
        {
            return item;
        }

        entries.AddRange(item.Entries);
        return new MappingNode(item.Span.File, item.Span.Line, item.Span.Column, [.. entries]) { Overridden = item.Overridden };
    }

    private static MappingEntry Synthetic(MappingNode item, string key, string value) => new(
        new ScalarNode(item.Span.File, item.Span.Line, item.Span.Column, key, ScalarKind.String),
        new ScalarNode(item.Span.File, item.Span.Line, item.Span.Column, value, ScalarKind.String));
}
