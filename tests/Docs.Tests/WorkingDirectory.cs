using System.Runtime.CompilerServices;
using TestKit;

namespace Docs.Tests;

/// <summary>The code of pages runs in the repository's root, as their commands do.</summary>
internal static class WorkingDirectory
{
    [ModuleInitializer]
    internal static void Enter() => Directory.SetCurrentDirectory(RepositoryRoot.Path);
}
