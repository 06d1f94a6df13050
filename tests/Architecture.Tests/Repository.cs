using TestKit;

namespace Architecture.Tests;

/// <summary>The source tree the tests look at.</summary>
internal static class Repository
{
    /// <summary>The library sources below <paramref name="folder"/>, with their path relative to it.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Sources(string folder) =>
        Directory.EnumerateFiles(RepositoryRoot.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(RepositoryRoot.PathOf(folder), file).Replace('\\', '/'), File.ReadAllLines(file)));
}
