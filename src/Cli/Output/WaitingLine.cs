using System.Globalization;
using System.Text;

namespace PolicyEngine.Cli.Output;

/// <summary>
/// Tells on a terminal that work which takes longer than a second goes on, and since when: how much of it is left is not known before. It gives way to
/// whatever else is written.
/// </summary>
internal sealed class WaitingLine : IDisposable
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly byte[] s_clear = "\r\e[2K"u8.ToArray();

    private readonly Lock _lock = new();
    private readonly Stream _terminal;
    private readonly ITimer _timer;
    private int _seconds;
    private bool _isShown;
    private bool _isOver;
    private bool _isLineBegun;

    public WaitingLine(Stream terminal, TimeProvider time)
    {
        _terminal = terminal;
        _timer = time.CreateTimer(_ => Tell(), null, s_second, s_second);
    }

    /// <summary>Writes something else.</summary>
    public void Write(Stream stream, ReadOnlySpan<byte> text)
    {
        lock (_lock)
        {
            Hide();
            stream.Write(text);
            _isLineBegun = text.Length > 0 ? text[^1] != (byte)'\n' : _isLineBegun;
        }
    }

    /// <summary>Takes the line away for good.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _timer.Dispose();
            _isOver = true;
            Hide();
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            _seconds++;
            if (!_isOver && !_isLineBegun)
            {
                Hide();
                Show(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"netpol: working, {_seconds} s")));
                _isShown = !_isOver;
            }
        }
    }

    private void Hide()
    {
        if (_isShown)
        {
            Show(s_clear);
            _isShown = false;
        }
    }

    private void Show(ReadOnlySpan<byte> text)
    {
        try
        {
            _terminal.Write(text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The terminal is gone, and with it whoever waits. The work goes on.
            _isOver = true;
        }
    }
}
