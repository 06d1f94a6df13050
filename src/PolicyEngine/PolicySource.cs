using System.IO.Enumeration;
using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Expectations;

namespace PolicyEngine;

/// <summary>An input with a name for diagnostics.</summary>
public sealed class PolicySource
{
    private readonly Func<Stream> _open;

    private PolicySource(string name, Func<Stream> open, ReadObjects? objects = null) => (Name, _open, Objects) = (name, open, objects);

    /// <summary>The name that diagnostics give.</summary>
    public string Name { get; }

    /// <summary>Text already in memory.</summary>
    public static PolicySource FromText(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        return new PolicySource(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false));
    }

    /// <summary>A stream of UTF-8 text; it is read once and closed.</summary>
    public static PolicySource FromStream(string name, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(stream);
        return new PolicySource(name, () => stream);
    }

    /// <summary>A file.</summary>
    public static PolicySource FromFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new PolicySource(path, () => OpenFile(path));
    }

    /// <summary>The file itself.</summary>
    internal static Stream OpenFile(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);

    /// <summary>
    /// The files a path stands for: itself, or where it is a directory all <c>*.yaml</c>, <c>*.yml</c> and <c>*.json</c>
    /// below it in ordinal order, without hidden directories, without following links to directories, and without files of
    /// expectations (<see cref="ExpectationFile.HasItsName"/>).
    /// </summary>
    /// <remarks>A path, or a directory below it, that cannot be read gives one source all the same; loading it says what is wrong.</remarks>
    public static IReadOnlyList<PolicySource> FromPath(string path) =>
        FromPath(path, file => Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml" or ".json" && !ExpectationFile.HasItsName(file));

    /// <summary>As <see cref="FromPath(string)"/>, where a directory stands for other files.</summary>
    internal static IReadOnlyList<PolicySource> FromPath(string path, Func<string, bool> isMeant)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path))
        {
            return [FromFile(path)];
        }

        var sources = new List<PolicySource>();
        var directories = new Stack<string>([path]);
        while (directories.TryPop(out string? directory))
        {
            try
            {
                foreach ((string entry, bool isDirectory) in EntriesOf(directory))
                {
                    if (isDirectory)
                    {
                        directories.Push(entry);
                    }
                    else if (isMeant(entry))
                    {
                        sources.Add(new PolicySource(entry, () => FoundFile.Open(entry)));
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                sources.Add(new PolicySource(directory, () => throw new IOException(exception.Message, exception)));
            }
        }

        return [.. sources.OrderBy(source => source.Name, StringComparer.Ordinal)];
    }

    // As volumes of ConfigMaps have them, files may be links; directories that are links may lead around in a circle.
    private static FileSystemEnumerable<(string Path, bool IsDirectory)> EntriesOf(string directory) =>
        new(
            directory,
            (ref FileSystemEntry entry) => (entry.ToSpecifiedFullPath(), entry.IsDirectory),
            new EnumerationOptions { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };

    /// <summary>
    /// The same with its objects taken from the text already, for what is laid over many snapshots or must be laid over one quickly. What there is to
    /// say about the text is said by each load.
    /// </summary>
    /// <param name="limits">The limits of what is read; null for the usual ones.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="IOException">The source cannot be read, or is larger than the limits allow.</exception>
    /// <exception cref="UnauthorizedAccessException">The source may not be read.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public PolicySource Read(ReadLimits? limits = null, CancellationToken cancellationToken = default)
    {
        limits ??= ReadLimits.Default;
        using Stream stream = Open();
        byte[] text = WholeInput.Read(stream, limits.MaxYamlBytes);
        return FromBytes(text, ReadObjects.From(Name, new MemoryStream(text, writable: false), limits, cancellationToken));
    }

    private PolicySource FromBytes(byte[] text, ReadObjects objects) => new(Name, () => new MemoryStream(text, writable: false), objects);

    /// <summary>What it holds, where that has been read; null otherwise.</summary>
    internal ReadObjects? Objects { get; }

    internal Stream Open() => _open();
}
