namespace PolicyEngine.Cli.Output.Lint;

/// <summary>
/// Names files as those who show reports beside a repository's files know them: from its root, with slashes. The root is the
/// nearest folder above the working directory that holds <c>.git</c>, or else the working directory.
/// </summary>
internal sealed class RepositoryPaths
{
    private readonly string _root;
    private readonly Dictionary<string, string> _pathOf = new(StringComparer.Ordinal);

    public RepositoryPaths()
    {
        DirectoryInfo? folder = new(Directory.GetCurrentDirectory());
        while (folder is not null && !Path.Exists(Path.Combine(folder.FullName, ".git")))
        {
            folder = folder.Parent;
        }

        _root = folder?.FullName ?? Directory.GetCurrentDirectory();
    }

    /// <summary>The path of a file from the root. Links are followed; what lies elsewhere has its whole path.</summary>
    public string Of(string file)
    {
        if (!_pathOf.TryGetValue(file, out string? path))
        {
            _pathOf.Add(file, path = Find(file));
        }

        return path;
    }

    /// <summary>The path as a URI reference; absolute where the file lies elsewhere.</summary>
    public Uri UriOf(string file)
    {
        string path = Of(file);
        string escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return Path.IsPathRooted(path) ? new Uri($"file://{(escaped.StartsWith('/') ? "" : "/")}{escaped}") : new Uri(escaped, UriKind.Relative);
    }

    private string Find(string file)
    {
        if (!File.Exists(file))
        {
            // Standard input, or a file that is gone.
            return file.Replace('\\', '/');
        }

        string full = Path.GetFullPath(file);
        string target = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        string relative = Path.GetRelativePath(_root, target).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) ? target.Replace('\\', '/') : relative;
    }
}
