using System.Text;

namespace PolicyEngine.Cli;

/// <summary>Where input comes from and output goes to.</summary>
internal sealed class StandardStreams : IDisposable
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Func<Stream> _openInput;
    private readonly Func<TextReader> _openInputText;

    private StandardStreams(Func<Stream> openInput, Func<TextReader> openInputText, TextWriter output, TextWriter error)
    {
        (_openInput, _openInputText) = (openInput, openInputText);
        (Output, Error) = (output, error);
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    /// <summary>Whether results on <see cref="Output"/> may be coloured.</summary>
    public bool ColourOutput { get; private init; }

    /// <summary>Whether results on <see cref="Output"/> are read by a person.</summary>
    public bool IsOutputTerminal { get; private init; }

    /// <summary>The streams of this process. Output is not flushed line by line: whoever runs commands does it.</summary>
    public static StandardStreams OfProcess() => new(
        Console.OpenStandardInput,
        () => new StreamReader(Console.OpenStandardInput(), s_utf8),
        new StreamWriter(Console.OpenStandardOutput(), s_utf8, 64 * 1024),
        new StreamWriter(Console.OpenStandardError(), s_utf8) { AutoFlush = true })
    {
        ColourOutput = MayColour(),
        IsOutputTerminal = !Console.IsOutputRedirected,
    };

    /// <summary>Readers and writers in memory, never coloured. They stay the caller's.</summary>
    public static StandardStreams Of(TextReader input, TextWriter output, TextWriter error) =>
        new(() => new MemoryStream(s_utf8.GetBytes(input.ReadToEnd()), writable: false), () => input, output, error);

    /// <summary>Standard input as bytes. Only one of this and <see cref="OpenInputText"/> may be used, once.</summary>
    public Stream OpenInput() => _openInput();

    /// <summary>Standard input as text.</summary>
    public TextReader OpenInputText() => _openInputText();

    public void Dispose()
    {
        try
        {
            Output.Dispose();
        }
        catch (IOException)
        {
            // Whoever read the output has closed it; there is nobody left to tell.
        }

        Error.Dispose();
    }

    // https://no-color.org: any value that is not empty turns colours off.
    private static bool MayColour() =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";
}
