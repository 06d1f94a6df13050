using System.Text;

namespace PolicyEngine.Cli.Output;

/// <summary>Where results go: standard output or the file that <c>-o</c> names.</summary>
internal sealed class ResultWriter : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly bool _ownsWriter;

    private ResultWriter(TextWriter writer, bool colour, bool ownsWriter) => (Writer, Page, _ownsWriter) = (writer, new TextPage(writer, colour), ownsWriter);

    public TextWriter Writer { get; }

    public TextPage Page { get; }

    /// <summary>Opens the destination. Call it when there is something to write: an existing file is replaced.</summary>
    /// <exception cref="CommandFailedException">The file cannot be written.</exception>
    public static ResultWriter Open(OutputArguments arguments, StandardStreams streams)
    {
        if (arguments.File is not { } path)
        {
            return new ResultWriter(streams.Output, streams.ColourOutput, ownsWriter: false);
        }

        try
        {
            return new ResultWriter(new StreamWriter(path, s_utf8, OptionsOf(arguments)), colour: false, ownsWriter: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException($"`{path}` cannot be written: {exception.Message}", exception);
        }
    }

    private static FileStreamOptions OptionsOf(OutputArguments arguments)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = BufferSize };
        if (arguments.IsPrivate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    public void Dispose()
    {
        if (_ownsWriter)
        {
            Writer.Dispose();
        }
    }
}
