using System.IO.Compression;
using System.Text.Json;

namespace Packages.Tests;

/// <summary>The bill of materials in a package.</summary>
/// <param name="Components">All that is needed where it runs, as <c>name/version</c>.</param>
/// <param name="Named">What of it the package itself depends on.</param>
internal sealed record BillOfMaterials(IReadOnlyList<string> Components, IReadOnlyList<string> Named)
{
    private const string Prefix = "pkg:nuget/";

    public static BillOfMaterials Of(ZipArchive archive)
    {
        using Stream content = archive.GetEntry("bom.cdx.json")!.Open();
        using JsonDocument bill = JsonDocument.Parse(content);
        JsonElement root = bill.RootElement;
        return new BillOfMaterials(
            [.. root.GetProperty("components").EnumerateArray().Select(component => NameOf(component.GetProperty("purl")))],
            [.. root.GetProperty("dependencies")[0].GetProperty("dependsOn").EnumerateArray().Select(NameOf)]);
    }

    private static string NameOf(JsonElement purl) => purl.GetString()![Prefix.Length..].Replace('@', '/');
}
