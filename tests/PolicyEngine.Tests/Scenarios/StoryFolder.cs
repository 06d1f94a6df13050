using TestKit;

namespace PolicyEngine.Tests.Scenarios;

/// <summary>Where the stories are: a folder for each, beside the cluster they share.</summary>
internal static class StoryFolder
{
    private static readonly string s_all = RepositoryRoot.PathOf("samples", "scenarios");

    /// <summary>The names of all stories.</summary>
    public static IEnumerable<string> Names => Directory.GetDirectories(s_all).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    /// <summary>The cluster of all stories.</summary>
    public static string Fixture => Path.Combine(s_all, "fixture.yaml");

    /// <summary>A file of a story.</summary>
    public static string PathOf(string story, string file) => Path.Combine(s_all, story, file);
}
