namespace TestKit;

/// <summary>
/// The reference data that tests compare with: the folder <c>POLICYENGINE_CORPUS</c> names, else <c>shared/corpus</c> beside
/// the repository.
/// </summary>
public static class Corpus
{
    private const string Variable = "POLICYENGINE_CORPUS";

    /// <summary>The folder, or null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The path of a file or folder in the corpus.</summary>
    public static string PathOf(params string[] parts) =>
        Folder is { } folder ? Path.Combine([folder, .. parts]) : throw new InvalidOperationException(Missing(null));

    /// <summary>Why a test that needs <paramref name="part"/> cannot run; null if it can.</summary>
    public static string? Missing(string? part)
    {
        if (Folder is null)
        {
            return $"the reference corpus is not here; {Variable} can name its folder";
        }

        string path = Path.Combine(Folder, part ?? "");
        return Path.Exists(path) ? null : $"`{part}` is not in the reference corpus {Folder}";
    }

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
        {
            return Directory.Exists(named) ? named : null;
        }

        string? sibling = RepositoryRoot.PathOrNull is { } root ? Path.GetFullPath(Path.Combine(root, "..", "shared", "corpus")) : null;
        return Directory.Exists(sibling) ? sibling : null;
    }
}
