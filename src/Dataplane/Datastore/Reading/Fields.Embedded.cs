using PolicyEngine.Documents;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Fields that hold what other programs read.</summary>
internal readonly partial record struct Fields
{
    /// <summary>The YAML or JSON that a field holds as text.</summary>
    public Fields Embedded(string field)
    {
        if (Text(field) is not { } text)
        {
            return new Fields(null, "", Diagnostics);
        }

        LoadResult inner = new PolicyLoader(LoadOptions.Default with { KeepsDocuments = true }).LoadText(text, field);
        return new Fields(inner.Documents.FirstOrDefault() as MappingNode, "", Diagnostics);
    }

    /// <summary>Ranges between commas; what is none is left out, as it is text of another program.</summary>
    public IpPrefix[] Ranges(string field) => RangesOf((Text(field) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Those of some texts that are ranges.</summary>
    public static IpPrefix[] RangesOf(IEnumerable<string> texts) =>
        [.. texts.Select(text => IpPrefix.TryParse(text, out IpPrefix range) ? range : (IpPrefix?)null).OfType<IpPrefix>()];
}
