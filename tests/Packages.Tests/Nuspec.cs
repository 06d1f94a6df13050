using System.IO.Compression;
using System.Xml.Linq;

namespace Packages.Tests;

/// <summary>The description of a package in itself.</summary>
internal static class Nuspec
{
    public static XElement Of(ZipArchive archive)
    {
        using Stream content = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(content).Root!;
    }

    /// <summary>The text of an element; empty where there is none.</summary>
    public static string Value(this XElement nuspec, string name) => nuspec.Descendants(nuspec.Name.Namespace + name).SingleOrDefault()?.Value ?? "";

    /// <summary>What the package depends on, as <c>name/version</c>.</summary>
    public static IEnumerable<string> Dependencies(this XElement nuspec) =>
        nuspec.Descendants(nuspec.Name.Namespace + "dependency").Select(dependency => $"{dependency.Attribute("id")!.Value}/{dependency.Attribute("version")!.Value}");
}
