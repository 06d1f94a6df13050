using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyEngine.Cli.Input;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Sharding;

/// <summary>Reads a file of JSON Lines, one object after the other.</summary>
internal sealed class ShardLines : IDisposable
{
    /// <summary>What each of thousands of files takes of memory, and how much of it is read at a time.</summary>
    private const int BufferSize = 4 * 1024;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly StreamReader _reader;
    private long _line;

    private ShardLines(string path, StreamReader reader) => (_path, _reader) = (path, reader);

    /// <exception cref="CommandFailedException">The file cannot be read.</exception>
    public static ShardLines Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CommandFailedException($"`{path}` is a directory; name the files in it");
        }

        try
        {
            return new ShardLines(path, new StreamReader(new PassingFile(path), s_utf8, detectEncodingFromByteOrderMarks: true, BufferSize));
        }
        catch (NotSupportedException exception)
        {
            throw new CommandFailedException($"`{path}` is a pipe; a piece is read twice, so write it to a file first", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException($"`{path}` cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The next object; null at the end.</summary>
    /// <exception cref="CommandFailedException">The line is no object.</exception>
    public JsonElement? Next()
    {
        _line++;
        try
        {
            if (_reader.ReadLine() is not { } text)
            {
                return null;
            }

            using var document = JsonDocument.Parse(JsonText.HasLoneSurrogate(text) ? "" : text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Damaged("it is not the result of a run with --shard");
        }
        catch (DecoderFallbackException exception)
        {
            throw new CommandFailedException($"`{_path}` is damaged: it is not UTF-8", exception);
        }
        catch (JsonException)
        {
            throw Damaged(_line == 1 ? "it is not the result of a run with --shard" : "it is damaged, or was cut off");
        }
    }

    /// <summary>Tells what is wrong with the file, at the line that was read last.</summary>
    public CommandFailedException Damaged(string problem) => new(string.Create(CultureInfo.InvariantCulture, $"{_path}:{_line}: {problem}"));

    public void Dispose() => _reader.Dispose();
}
