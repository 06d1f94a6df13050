using System.Runtime.CompilerServices;
using TestKit;

namespace Cli.Tests;

/// <summary>The tests run in the repository's root, as the commands of the samples do.</summary>
internal static class WorkingDirectory
{
    [ModuleInitializer]
    internal static void Enter() => Directory.SetCurrentDirectory(RepositoryRoot.Path);
}
