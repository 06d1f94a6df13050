namespace TestKit;

/// <summary>The repository the tests belong to.</summary>
public static class RepositoryRoot
{
    private static readonly string? s_found = Find();

    /// <summary>Its folder.</summary>
    public static string Path => s_found ?? throw new InvalidOperationException("the tests run outside the repository");

    /// <summary>Its folder, or null where the tests run outside it.</summary>
    internal static string? PathOrNull => s_found;

    /// <summary>The path of a file or folder in it.</summary>
    public static string PathOf(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string? Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "PolicyEngine.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
