using System.Runtime.CompilerServices;

namespace Cli.Tests;

/// <summary>The repository the tests belong to. They run in its root, as the commands of the samples do.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    [ModuleInitializer]
    internal static void Enter() => Directory.SetCurrentDirectory(Path);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "PolicyEngine.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside the repository");
    }
}
