using System.IO.Compression;
using System.Reflection.Metadata;
using System.Xml.Linq;

namespace Packages.Tests;

[Collection(PackagesCollection.Name)]
public sealed class PackageContentTests(PackageFeed feed)
{
    public static TheoryData<string> Packages => PackageFeed.Names;

    public static TheoryData<string> Libraries => [.. PackageReadme.Libraries];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_its_licence_and_has_its_readme_and_icon(string package)
    {
        using ZipArchive archive = feed.Open(package);
        XElement nuspec = Nuspec.Of(archive);

        Assert.Equal("Apache-2.0", nuspec.Value("license"));
        Assert.Equal("icon.png", nuspec.Value("icon"));
        Assert.NotEmpty(nuspec.Value("description"));
        Assert.Equal(File.ReadAllText(PackageReadme.PathOf(package)), Read(archive, "README.md"));
        Assert.NotNull(archive.GetEntry("icon.png"));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Symbols_come_in_a_package_of_their_own_and_name_no_path_of_the_machine(string library)
    {
        using ZipArchive archive = feed.Open(library, "snupkg");
        using Stream symbols = Copy(archive.GetEntry($"lib/net10.0/{library}.pdb")!);
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
        MetadataReader reader = provider.GetMetadataReader();

        Assert.NotEmpty(reader.Documents);
        Assert.All(reader.Documents, document => Assert.StartsWith("/_", reader.GetString(reader.GetDocument(document).Name), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("netpol.any")]
    [InlineData("netpol.linux-x64")]
    public void The_tool_holds_no_documentation_of_members(string package)
    {
        using ZipArchive archive = feed.Open(package);

        string[] texts = [.. archive.Entries.Select(entry => entry.Name).Where(name => name.EndsWith(".xml", StringComparison.Ordinal))];

        Assert.Equal(["DotnetToolSettings.xml", "[Content_Types].xml"], texts, StringComparer.Ordinal);
    }

    private static string Read(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static MemoryStream Copy(ZipArchiveEntry entry)
    {
        using Stream content = entry.Open();
        var copy = new MemoryStream();
        content.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
