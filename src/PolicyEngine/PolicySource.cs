using System.Text;
using PolicyEngine.Expectations;

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
    /// below it in ordinal order, without hidden directories, without following links to directories, and without files of
    /// expectations (<see cref="ExpectationFile.HasItsName"/>).
    /// </summary>
    /// <remarks>A path that cannot be read gives one source all the same; loading it says what is wrong.</remarks>
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

        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
        };
        try
        {
            return [.. Directory.EnumerateFiles(path, "*", options)
                .Where(isMeant)
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
