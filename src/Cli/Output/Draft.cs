namespace PolicyEngine.Cli.Output;

/// <summary>A file that takes the place of another when it is whole; until then it stands beside it.</summary>
internal sealed class Draft : IDisposable
{
    private readonly string _target;

    /// <param name="target">The file whose place it takes. A link stays, and what it leads to is replaced.</param>
    public Draft(string target)
    {
        _target = Followed(target);
        Path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(_target)!, $".{System.IO.Path.GetFileName(_target)}.{Guid.NewGuid():N}");
    }

    /// <summary>Where to write it.</summary>
    public string Path { get; }

    /// <summary>
    /// Whether a name is free, or a file's that has something to lose. What is there and has no length may be a device or a pipe,
    /// whose place nothing can take.
    /// </summary>
    public static bool Suits(string target) => !File.Exists(target) || new FileInfo(Followed(target)) is { Exists: true, Length: > 0 };

    /// <summary>A file by its own name, not by that of a link to it.</summary>
    public static string Followed(string path)
    {
        // A link that is named by a relative path is followed from the root.
        string full = System.IO.Path.GetFullPath(path);
        return File.Exists(full) && File.ResolveLinkTarget(full, returnFinalTarget: true) is { } file ? file.FullName : full;
    }

    /// <summary>Gives it its place.</summary>
    public void Keep() => File.Move(Path, _target, overwrite: true);

    /// <summary>Where it was not kept, nothing is left of it.</summary>
    public void Dispose() => File.Delete(Path);
}
