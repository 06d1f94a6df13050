using System.Globalization;
using System.Text;
using System.Text.Unicode;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>Reads YAML into trees, document by document: plain ones by itself, all others through the library.</summary>
internal sealed class YamlDocumentReader(ReadLimits limits, InputDiagnostics diagnostics, DocumentCounter counter, StringPool pool)
{
    private readonly List<DocumentNode> _roots = [];
    private readonly PlainYamlReader _plain = new(limits, diagnostics.File, pool);

    public IEnumerable<DocumentNode> Read(Utf8Input input, CancellationToken cancellation)
    {
        using var library = new YamlEventReader(limits, diagnostics, pool);
        var splitter = new YamlDocumentSplitter(input, limits, diagnostics);
        while (!counter.IsExhausted && splitter.TryFindNext(out int length))
        {
            cancellation.ThrowIfCancellationRequested();
            ReadSlice(input, length, library, cancellation);
            input.Advance(length);
            foreach (DocumentNode root in _roots)
            {
                yield return root;
            }
        }
    }

    private void ReadSlice(Utf8Input input, int length, YamlEventReader library, CancellationToken cancellation)
    {
        _roots.Clear();
        ReadOnlyMemory<byte> slice = input.WindowMemory[..length];
        if (IsBlank(slice.Span))
        {
            return;
        }

        TextPosition origin = input.Locate(0);
        int losses = diagnostics.Losses.Count;
        if (!HasOnlyPermittedCharacters(input, slice.Span))
        {
            Lose(slice.Span, origin, losses);
        }
        else if (_plain.TryRead(slice.Span, origin, cancellation) is { } root)
        {
            _roots.Add(root);
        }
        else if (!library.TryRead(slice, origin, _roots, cancellation))
        {
            // A fault after what looked like a whole document puts that document in doubt as well.
            _roots.Clear();
            Lose(slice.Span, origin, losses);
        }
    }

    /// <summary>A document that never says `Policy` holds none, and what cannot be read of it changes no verdict.</summary>
    private void Lose(ReadOnlySpan<byte> slice, TextPosition origin, int losses)
    {
        counter.TryCount(origin);
        if (slice.IndexOf("Policy"u8) < 0)
        {
            diagnostics.ForgetLossesSince(losses);
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> slice)
    {
        ReadOnlySpan<byte> rest = slice.StartsWith("---"u8) || slice.StartsWith("..."u8) ? slice[3..] : slice;
        return rest.IndexOfAnyExcept(" \r\n"u8) < 0;
    }

    private bool HasOnlyPermittedCharacters(Utf8Input input, ReadOnlySpan<byte> slice)
    {
        if (!Utf8.IsValid(slice))
        {
            int faulty = LengthOfValidStart(slice);
            diagnostics.Report(ReadingDiagnostics.InvalidEncoding, input.Locate(faulty), string.Create(
                CultureInfo.InvariantCulture, $"byte 0x{slice[faulty]:X2} is not UTF-8 here; this document is not used"));
            return false;
        }

        int forbidden = YamlCharacters.FindForbidden(slice);
        if (forbidden >= 0)
        {
            Rune.DecodeFromUtf8(slice[forbidden..], out Rune rune, out _);
            diagnostics.Report(
                ReadingDiagnostics.ForbiddenCharacter,
                input.Locate(forbidden),
                string.Create(CultureInfo.InvariantCulture, $"the character U+{rune.Value:X4} is forbidden in YAML; this document is not used"),
                rune.Value == 0 ? "delete the character; where there are many, the file may be UTF-16 without a byte order mark" : null);
            return false;
        }

        return true;
    }

    private static int LengthOfValidStart(ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = stackalloc char[512];
        int valid = 0;
        while (Utf8.ToUtf16(bytes[valid..], chars, out int read, out _, replaceInvalidSequences: false)
            == System.Buffers.OperationStatus.DestinationTooSmall)
        {
            valid += read;
        }

        Utf8.ToUtf16(bytes[valid..], chars, out int last, out _, replaceInvalidSequences: false);
        return valid + last;
    }
}
