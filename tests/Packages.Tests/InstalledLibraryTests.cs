namespace Packages.Tests;

[Collection(PackagesCollection.Name)]
public sealed class InstalledLibraryTests(PackageFeed feed)
{
    public static TheoryData<string> Libraries => [.. PackageReadme.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_fresh_project_that_installs_a_library_prints_what_its_readme_shows(string library)
    {
        FreshProject project = feed.Libraries.Single(project => project.Library == library);

        Assert.Equal(PackageReadme.Block(library, "text"), project.Run());
    }
}
