using System.Globalization;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>
/// Cuts a YAML stream into its documents before any parsing, so that a broken one hides no other. A document begins at
/// a line <c>---</c> and ends with a line <c>...</c>; YAML lets neither stand at the start of a line inside a document.
/// </summary>
internal sealed class YamlDocumentSplitter(Utf8Input input, ReadLimits limits, InputDiagnostics diagnostics)
{
    private const int MarkerLength = 3;

    private bool _directivesMayFollow = true;

    /// <summary>Finds the next document, which is then the first <paramref name="length"/> bytes of the input's window.</summary>
    public bool TryFindNext(out int length)
    {
        int searched = 0;
        while (true)
        {
            if (input.BytesRead > limits.MaxYamlBytes)
            {
                diagnostics.Report(ReadingDiagnostics.LimitExceeded, input.Locate(0), string.Create(
                    CultureInfo.InvariantCulture, $"the input is larger than {limits.MaxYamlBytes} bytes; reading stops here"));
                length = 0;
                return false;
            }

            if (TryFindEnd(ref searched, out length))
            {
                return true;
            }

            if (!input.Fill() && input.IsComplete)
            {
                length = input.Window.Length;
                return length > 0 && !input.HasFailed;
            }
        }
    }

    private bool TryFindEnd(ref int searched, out int length)
    {
        ReadOnlySpan<byte> window = input.Window;
        if (searched == 0 && IsMarker(window, 0, "..."u8) is not false)
        {
            return TryEndAfterLine(window, 0, out length);
        }

        while (true)
        {
            int start = window[searched..].IndexOf("\n---"u8);
            ReadOnlySpan<byte> before = start < 0 ? window[searched..] : window.Slice(searched, start);
            int end = before.IndexOf("\n..."u8);
            int at = searched + (end >= 0 ? end : start);
            if (end < 0 && start < 0)
            {
                // A marker may lie across the end of the window.
                searched = Math.Max(searched, window.Length - MarkerLength - 1);
                length = 0;
                return false;
            }

            bool? isMarker = IsMarker(window, at + 1, end >= 0 ? "..."u8 : "---"u8);
            if (isMarker is null)
            {
                searched = at;
                length = 0;
                return false;
            }

            if (isMarker == true && end >= 0)
            {
                return TryEndAfterLine(window, at + 1, out length);
            }

            if (isMarker == true && !(_directivesMayFollow && HoldsOnlyDirectives(window[..(at + 1)])))
            {
                _directivesMayFollow = false;
                length = at + 1;
                return true;
            }

            _directivesMayFollow &= isMarker == false;
            searched = at + 1 + MarkerLength;
        }
    }

    private bool TryEndAfterLine(ReadOnlySpan<byte> window, int at, out int length)
    {
        int newline = window[at..].IndexOf((byte)'\n');
        length = newline < 0 ? window.Length : at + newline + 1;
        _directivesMayFollow |= newline >= 0;
        return newline >= 0;
    }

    /// <summary>Whether the marker stands here on its own; null where that depends on bytes not yet read.</summary>
    private bool? IsMarker(ReadOnlySpan<byte> window, int at, ReadOnlySpan<byte> marker)
    {
        if (window.Length < at + MarkerLength)
        {
            return input.IsComplete ? false : null;
        }

        if (!window[at..].StartsWith(marker))
        {
            return false;
        }

        if (window.Length == at + MarkerLength)
        {
            return input.IsComplete ? true : null;
        }

        return window[at + MarkerLength] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
    }

    private static bool HoldsOnlyDirectives(ReadOnlySpan<byte> text)
    {
        bool any = false;
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range];
            if (line.StartsWith("%"u8))
            {
                any = true;
            }
            else if (line.TrimStart(" \t\r"u8) is { IsEmpty: false } rest && rest[0] != '#')
            {
                return false;
            }
        }

        return any;
    }
}
