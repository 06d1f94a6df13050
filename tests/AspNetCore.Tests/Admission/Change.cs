using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine;
using PolicyEngine.AspNetCore.Admission;
using PolicyEngine.Testing;

namespace AspNetCore.Tests.Admission;

/// <summary>A cluster as files, and one object of it that is made, changed or taken away.</summary>
/// <param name="Documents">The objects.</param>
/// <param name="Place">Which one it is about.</param>
/// <param name="Was">The object before; null where it is made.</param>
/// <param name="Now">The object after; null where it is taken away.</param>
internal sealed record Change(ImmutableArray<string> Documents, int Place, string? Was, string? Now)
{
    public static Arbitrary<Change> Any() => Arb.From(
        from cluster in Arbitraries.Clusters().Generator
        from other in Arbitraries.Clusters().Generator
        let documents = DocumentsOf(cluster)
        let others = DocumentsOf(other)
        from place in Gen.Choose(0, documents.Length - 1)
        from kind in Gen.Choose(0, 2)
        select new Change(documents, place, kind == 0 ? null : documents[place], kind == 2 ? null : kind == 0 ? documents[place] : Changed(documents[place], others)));

    /// <summary>The cluster before, and after.</summary>
    public (PolicySnapshot Before, PolicySnapshot After) Snapshots()
    {
        PolicySnapshot before = Load(Was);
        PolicySnapshot after = before.With(Now is null ? [] : [Source(Now)], Now is null ? [Request().Reference!] : []).Snapshot;
        return (before, after);
    }

    /// <summary>The cluster with the object in one of its forms.</summary>
    public PolicySnapshot Load(string? form) =>
        new PolicyLoader().Load(Documents.Select((text, place) => place == Place ? form : text).OfType<string>().Select(Source)).Snapshot;

    /// <summary>What an API server asks about it.</summary>
    public AdmissionRequest Request()
    {
        string text = Now ?? Was!;
        (string kind, string version) = (Field(text, "kind"), Field(text, "apiVersion"));
        string group = version.Contains('/', StringComparison.Ordinal) ? $".{version[..version.IndexOf('/', StringComparison.Ordinal)]}" : "";
        bool isToldApart = group.Length > 0 && (kind.EndsWith("Policy", StringComparison.Ordinal) || group.Contains("projectcalico", StringComparison.Ordinal));
        string @namespace = Field(text, "namespace");
        string name = @namespace.Length > 0 ? $"{@namespace}/{Field(text, "name")}" : Field(text, "name");
        return new AdmissionRequest("u", $"{kind}{(isToldApart ? group : "")}/{name}", "object", Bytes(Was), Bytes(Now));
    }

    public override string ToString() => $"{string.Join("\n---\n", Documents)}\n== was\n{Was}\n== now\n{Now}";

    // Each with its last line whole: names are told by lines.
    private static ImmutableArray<string> DocumentsOf(Manifests cluster) => [.. cluster.Yaml.TrimEnd('\n').Split("\n---\n").Select(text => $"{text}\n")];

    /// <summary>The same object with the contents of another one of its kind.</summary>
    private static string Changed(string text, ImmutableArray<string> others)
    {
        string kind = Field(text, "kind");
        string? other = others.FirstOrDefault(candidate => Field(candidate, "kind") == kind && Field(candidate, "apiVersion") == Field(text, "apiVersion"));
        return other is null ? text : other
            .Replace($"name: {Field(other, "name")}\n", $"name: {Field(text, "name")}\n", StringComparison.Ordinal)
            .Replace($"namespace: {Field(other, "namespace")}\n", $"namespace: {Field(text, "namespace")}\n", StringComparison.Ordinal);
    }

    private static PolicySource Source(string text) => PolicySource.FromText("object", text);

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private static string Field(string text, string field) => text.Split('\n').Select(line => line.Trim())
        .FirstOrDefault(line => line.StartsWith($"{field}: ", StringComparison.Ordinal))?[(field.Length + 2)..].Trim('"', '\'') ?? "";
}
