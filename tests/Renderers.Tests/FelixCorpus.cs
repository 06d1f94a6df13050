using TestKit;

namespace PolicyEngine.Renderers.Tests;

/// <summary>The reference cases of what Felix programs.</summary>
internal static class FelixCorpus
{
    /// <summary>The names of the cases that are given as a cluster's documents.</summary>
    public static IEnumerable<string> Worlds => Names.Where(name => File.Exists(Corpus.PathOf("felix", name, "world.yaml")));

    /// <summary>The names of all cases, in order.</summary>
    public static IEnumerable<string> Names => Corpus.Missing("felix") is null
        ? Directory.GetDirectories(Corpus.PathOf("felix")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)
        : [];
}
