using System.Text;
using PolicyEngine.Cli.Output;

namespace PolicyEngine.Cli;

/// <summary>Where input comes from and output goes to.</summary>
internal sealed class StandardStreams : IDisposable
{
    /// <summary>What they are called on the command line.</summary>
    public const string Sign = "-";

    /// <summary>What input is called in diagnostics, unless it is given a name.</summary>
    public const string InputName = "<stdin>";

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Func<Stream> _openInput;
    private readonly Func<TextReader> _openInputText;
    private readonly WaitingLine? _waiting;
    private bool _isInputOpened;

    private StandardStreams(Func<Stream> openInput, Func<TextReader> openInputText, TextWriter output, TextWriter error, WaitingLine? waiting = null)
    {
        (_openInput, _openInputText, _waiting) = (openInput, openInputText, waiting);
        (Output, Error) = (output, error);
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    /// <summary>Whether results on <see cref="Output"/> may be coloured.</summary>
    public bool ColourOutput { get; private init; }

    /// <summary>Whether results on <see cref="Output"/> are read by a person.</summary>
    public bool IsOutputTerminal { get; private init; }

    /// <summary>The streams of this process. Output is not flushed line by line: whoever runs commands does it.</summary>
    public static StandardStreams OfProcess()
    {
        Stream error = Console.OpenStandardError();
        WaitingLine? waiting = Console.IsErrorRedirected || !IsTerminal() ? null : new WaitingLine(error, TimeProvider.System);
        Stream output = Console.OpenStandardOutput();
        return new StandardStreams(
            ProcessInput.Open,
            () => new StreamReader(ProcessInput.Open(), s_utf8),
            new StreamWriter(waiting is null || Console.IsOutputRedirected ? output : new WatchedStream(output, waiting), s_utf8, 64 * 1024),
            new StreamWriter(waiting is null ? error : new WatchedStream(error, waiting), s_utf8) { AutoFlush = true },
            waiting)
        {
            ColourOutput = MayColour(),
            IsOutputTerminal = !Console.IsOutputRedirected,
        };
    }

    /// <summary>Readers and writers in memory, never coloured. They stay the caller's.</summary>
    public static StandardStreams Of(TextReader input, TextWriter output, TextWriter error) =>
        new(() => new MemoryStream(s_utf8.GetBytes(input.ReadToEnd()), writable: false), () => input, output, error);

    /// <summary>Standard input as bytes.</summary>
    /// <exception cref="CommandFailedException">It was opened before.</exception>
    public Stream OpenInput()
    {
        BeginInput();
        return _openInput();
    }

    /// <summary>Standard input as text.</summary>
    /// <exception cref="CommandFailedException">It was opened before.</exception>
    public TextReader OpenInputText()
    {
        BeginInput();
        return _openInputText();
    }

    /// <summary>Tells nobody any more that the work goes on: it waits for somebody, or has no end.</summary>
    public void EndWaiting() => _waiting?.Dispose();

    public void Dispose()
    {
        EndWaiting();
        Close(Output);
        Close(Error);
    }

    private static void Close(TextWriter writer)
    {
        try
        {
            writer.Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Whoever read it has closed it; there is nobody left to tell.
        }
    }

    private void BeginInput()
    {
        if (Interlocked.Exchange(ref _isInputOpened, true))
        {
            throw new CommandFailedException("standard input can be read once, and is asked for again");
        }

        EndWaiting();
    }

    // https://no-color.org: any value that is not empty turns colours off.
    private static bool MayColour() =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && IsTerminal();

    private static bool IsTerminal() => Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";
}
