using System.IO.Compression;

namespace Packages.Tests;

[Collection(PackagesCollection.Name)]
public sealed class BillOfMaterialsTests(PackageFeed feed)
{
    public static TheoryData<string> Libraries => [.. PackageReadme.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_bill_names_the_dependencies_of_the_library_and_all_that_is_installed_with_it(string library)
    {
        using ZipArchive archive = feed.Open(library);
        var bill = BillOfMaterials.Of(archive);
        IEnumerable<string> installed = feed.Libraries.Single(project => project.Library == library).Resolved();

        Assert.Equal(Sorted(Nuspec.Of(archive).Dependencies()), Sorted(bill.Named), StringComparer.Ordinal);
        Assert.Equal(Sorted(installed), Sorted(bill.Components.Append($"{library}/{PackageFeed.Version}")), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("netpol.any")]
    [InlineData("netpol.linux-x64")]
    public void The_bill_of_the_tool_names_the_assemblies_that_it_holds(string package)
    {
        using ZipArchive archive = feed.Open(package);
        IEnumerable<string> held = archive.Entries.Select(entry => entry.Name).Where(name => name.EndsWith(".dll", StringComparison.Ordinal) && name != "netpol.dll");

        Assert.Equal(Sorted(held), Sorted(BillOfMaterials.Of(archive).Components.Select(component => component.Split('/')[0] + ".dll")), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);
}
