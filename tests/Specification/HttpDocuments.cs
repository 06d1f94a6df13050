using System.Text.Json.Nodes;
using static PolicyEngine.Specification.DocumentParts;

namespace PolicyEngine.Specification;

/// <summary>What a rule's document says of HTTP requests.</summary>
public static class HttpDocuments
{
    public static JsonObject? Of(HttpMatch? match) => match is null ? null : Fields(
        ("methods", Texts(match.Methods)), ("paths", match.Paths.IsEmpty ? null : List(match.Paths, Of)));

    private static JsonObject Of(HttpPath path) => Fields((path.IsPrefix ? "prefix" : "exact", path.Text));
}
