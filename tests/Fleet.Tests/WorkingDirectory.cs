using System.Runtime.CompilerServices;
using TestKit;

namespace Fleet.Tests;

/// <summary>The tests run in the repository's root.</summary>
internal static class WorkingDirectory
{
    [ModuleInitializer]
    internal static void Enter() => Directory.SetCurrentDirectory(RepositoryRoot.Path);
}
