namespace Architecture.Tests;

/// <summary>The source tree the tests look at.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The library sources below <paramref name="folder"/>, with their path relative to it.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(Path.Combine(Root, folder), file).Replace('\\', '/'), File.ReadAllLines(file)));

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PolicyEngine.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside the repository");
    }
}
