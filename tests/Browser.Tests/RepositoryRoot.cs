using System.Runtime.CompilerServices;

namespace Browser.Tests;

/// <summary>The repository the tests belong to. They run in its root.</summary>
internal static class RepositoryRoot
{
    [ModuleInitializer]
    internal static void Enter()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PolicyEngine.sln")))
        {
            folder = folder.Parent;
        }

        Directory.SetCurrentDirectory(folder?.FullName ?? throw new InvalidOperationException("the tests run outside the repository"));
    }
}
