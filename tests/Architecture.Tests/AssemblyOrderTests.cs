using System.Reflection;
using TestKit;

namespace Architecture.Tests;

public sealed class AssemblyOrderTests
{
    [Theory]
    [InlineData("PolicyEngine.Selectors", "Sprache")]
    [InlineData("PolicyEngine", "PolicyEngine.Selectors,YamlDotNet,Microsoft.Extensions.DependencyInjection.Abstractions")]
    [InlineData("PolicyEngine.Renderers", "PolicyEngine.Selectors,PolicyEngine,Microsoft.Extensions.DependencyInjection.Abstractions")]
    [InlineData("PolicyEngine.Dataplane", "PolicyEngine.Selectors,PolicyEngine")]
    [InlineData("PolicyEngine.Testing", "PolicyEngine.Selectors,PolicyEngine,FsCheck,FSharp.Core")]
    [InlineData("PolicyEngine.AspNetCore", "PolicyEngine.Selectors,PolicyEngine,PolicyEngine.Dataplane,Microsoft.AspNetCore.Diagnostics,Microsoft.AspNetCore.HostFiltering,Microsoft.AspNetCore.Http.Abstractions,Microsoft.AspNetCore.Http.Extensions,Microsoft.AspNetCore.Http.Features,Microsoft.AspNetCore.Routing,Microsoft.AspNetCore.Routing.Abstractions,Microsoft.AspNetCore.WebUtilities,Microsoft.Net.Http.Headers,Microsoft.Extensions.Features,Microsoft.Extensions.DependencyInjection.Abstractions,Microsoft.Extensions.Diagnostics,Microsoft.Extensions.Diagnostics.Abstractions,Microsoft.Extensions.Diagnostics.HealthChecks,Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions,Microsoft.Extensions.Hosting.Abstractions,Microsoft.Extensions.Http,Microsoft.Extensions.Logging.Abstractions,Microsoft.Extensions.Options,Microsoft.Extensions.Primitives")]
    public void A_library_refers_only_to_what_stands_before_it(string assembly, string allowed)
    {
        IEnumerable<string> foreign = Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name != "netstandard")
            .Except(allowed.Split(','), StringComparer.Ordinal);

        Assert.Empty(foreign);
    }

    [Fact]
    public void Libraries_open_their_internals_to_tests_and_benchmarks_only()
    {
        foreach (string project in Directory.EnumerateFiles(RepositoryRoot.PathOf("src"), "*.csproj", SearchOption.AllDirectories))
        {
            foreach (string line in File.ReadLines(project).Where(line => line.Contains("InternalsVisibleTo", StringComparison.Ordinal)))
            {
                Assert.Matches("Tests\"|Benchmarks\"", line);
            }
        }
    }
}
