using System.Reflection;
using TestKit;

namespace Architecture.Tests;

/// <summary>
/// The public surface of each package, kept as text beside the tests: a change of it shows in the review. To accept a
/// change, run the tests with <c>ACCEPT_API=1</c>.
/// </summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("PolicyEngine.Selectors")]
    [InlineData("PolicyEngine")]
    [InlineData("PolicyEngine.Renderers")]
    [InlineData("PolicyEngine.Dataplane")]
    [InlineData("PolicyEngine.Testing")]
    [InlineData("PolicyEngine.AspNetCore")]
    public void The_public_surface_is_as_reviewed(string package)
    {
        string file = RepositoryRoot.PathOf("tests", "Architecture.Tests", "Api", package + ".txt");
        string actual = ApiSurface.Print(Assembly.Load(package));
        if (Environment.GetEnvironmentVariable("ACCEPT_API") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", actual);
    }
}
