using System.Text;

namespace PolicyEngine;

/// <summary>An input with a name for diagnostics.</summary>
public sealed class PolicySource
{
    private readonly Func<Stream> _open;

    private PolicySource(string name, Func<Stream> open) => (Name, _open) = (name, open);

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
        return new PolicySource(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan));
    }

    /// <summary>
    /// The files a path stands for: itself, or where it is a directory all <c>*.yaml</c>, <c>*.yml</c> and <c>*.json</c>
    /// below it in ordinal order, without hidden directories and without following links to directories.
    /// </summary>
    /// <remarks>A path that cannot be read gives one source all the same; loading it says what is wrong.</remarks>
    public static IReadOnlyList<PolicySource> FromPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path))
        {
            return [FromFile(path)];
        }

        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
        };
        try
        {
            return [.. Directory.EnumerateFiles(path, "*", options)
                .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml" or ".json")
                .Order(StringComparer.Ordinal)
                .Select(FromFile)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [new PolicySource(path, () => throw new IOException(exception.Message, exception))];
        }
    }

    internal Stream Open() => _open();
}
