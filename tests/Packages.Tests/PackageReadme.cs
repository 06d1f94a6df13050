using TestKit;

namespace Packages.Tests;

/// <summary>What the README of a package shows.</summary>
internal static class PackageReadme
{
    /// <summary>The libraries by the names of their packages.</summary>
    public static IReadOnlyList<string> Libraries { get; } =
        [.. Directory.GetFiles(RepositoryRoot.PathOf("src"), "PolicyEngine*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];

    /// <summary>The README of a package, or of the tool.</summary>
    public static string PathOf(string package)
    {
        string project = package.StartsWith("netpol", StringComparison.Ordinal) ? "Cli" : package;
        string file = Directory.GetFiles(RepositoryRoot.PathOf("src"), project + ".csproj", SearchOption.AllDirectories).Single();
        return Path.Combine(Path.GetDirectoryName(file)!, "README.md");
    }

    /// <summary>The one block of a README in a language.</summary>
    public static string Block(string package, string language)
    {
        string[] parts = File.ReadAllText(PathOf(package)).Split($"```{language}\n");
        return parts is [_, var block] ? block[..block.IndexOf("```", StringComparison.Ordinal)] : throw new InvalidOperationException($"the README of {package} has not one block of {language}");
    }
}
