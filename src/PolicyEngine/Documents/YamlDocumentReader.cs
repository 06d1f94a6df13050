using System.Globalization;
using System.Text;
using System.Text.Unicode;
using PolicyEngine.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PolicyEngine.Documents;

/// <summary>Reads YAML into trees. The only user of YamlDotNet, and of it only the events.</summary>
internal sealed class YamlDocumentReader(ReadLimits limits, InputDiagnostics diagnostics, DocumentCounter counter, StringPool pool)
{
    private const int EventsBetweenCancellationChecks = 4096;

    private readonly List<DocumentNode> _roots = [];
    private readonly TreeBuilder _builder = new(limits, diagnostics);
    private readonly Dictionary<string, BuiltNode> _anchors = new(StringComparer.Ordinal);
    private readonly List<string?> _openAnchors = [];
    private TextPosition _origin;

    public IEnumerable<DocumentNode> Read(Utf8Input input, CancellationToken cancellation)
    {
        using var text = new Utf8SliceReader();
        var splitter = new YamlDocumentSplitter(input, limits, diagnostics);
        while (!counter.IsExhausted && splitter.TryFindNext(out int length))
        {
            cancellation.ThrowIfCancellationRequested();
            ReadSlice(input, length, text, cancellation);
            input.Advance(length);
            foreach (DocumentNode root in _roots)
            {
                yield return root;
            }
        }
    }

    private void ReadSlice(Utf8Input input, int length, Utf8SliceReader text, CancellationToken cancellation)
    {
        _roots.Clear();
        _builder.Reset();
        ReadOnlyMemory<byte> slice = input.WindowMemory[..length];
        if (IsBlank(slice.Span))
        {
            return;
        }

        _origin = input.Locate(0);
        int losses = diagnostics.Losses.Count;
        if (!HasOnlyPermittedCharacters(input, slice.Span))
        {
            Lose(slice.Span, losses);
            return;
        }

        text.Reset(slice);
        var parser = new Parser(text);
        int events = 0;
        while (TryMoveNext(parser, slice.Span, out ParsingEvent? current))
        {
            if (++events % EventsBetweenCancellationChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            Take(current);
            if (_builder.Failed)
            {
                break;
            }
        }

        if (_builder.Failed)
        {
            // A fault after what looked like a whole document puts that document in doubt as well.
            _roots.Clear();
            Lose(slice.Span, losses);
        }
    }

    /// <summary>A document that never says `Policy` holds none, and what cannot be read of it changes no verdict.</summary>
    private void Lose(ReadOnlySpan<byte> slice, int losses)
    {
        counter.TryCount(_origin);
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

    private bool TryMoveNext(Parser parser, ReadOnlySpan<byte> slice, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ParsingEvent? current)
    {
        current = null;
        try
        {
            if (parser.MoveNext())
            {
                current = parser.Current!;
                return true;
            }
        }
        catch (YamlException exception)
        {
            FailAt(exception.Start, exception.Message, slice);
        }
        catch (InvalidOperationException)
        {
            FailAt(parser.Current?.End ?? Mark.Empty, "a bracket or brace that is open here is not closed", slice);
        }
        catch (Exception exception) when (exception is ArgumentException or ArithmeticException or IndexOutOfRangeException)
        {
            // The parser's own checks are incomplete: an escape above U+10FFFF, for one, is an argument out of range.
            FailAt(parser.Current?.End ?? Mark.Empty, "an escape or a directive after this place is faulty", slice);
        }

        return false;
    }

    private void FailAt(in Mark mark, string message, ReadOnlySpan<byte> slice)
    {
        // The parser places a faulty tab at the last good token.
        bool isAboutTabs = message.Contains(" tab ", StringComparison.Ordinal);
        int number = 0;
        foreach (Range range in slice.Split((byte)'\n'))
        {
            if (++number < mark.Line)
            {
                continue;
            }

            ReadOnlySpan<byte> line = slice[range];
            int tab = line[..Math.Max(0, line.IndexOfAnyExcept(" \t"u8))].IndexOf((byte)'\t');
            if (isAboutTabs && tab >= 0)
            {
                _builder.Fail(
                    ReadingDiagnostics.MalformedYaml,
                    PositionOf(number, tab + 1),
                    "not valid YAML: a tab is used as indentation",
                    "indent with spaces; YAML does not allow tabs there");
                return;
            }

            if (!isAboutTabs)
            {
                string? hint = line.IndexOf("{{"u8) >= 0 ? "this looks like a template; render it first and read the result" : null;
                _builder.Fail(ReadingDiagnostics.MalformedYaml, PositionOf(mark), $"not valid YAML: {MessageText.Embed(message)}", hint);
                return;
            }
        }

        _builder.Fail(ReadingDiagnostics.MalformedYaml, PositionOf(mark), $"not valid YAML: {MessageText.Embed(message)}");
    }

    private void Take(ParsingEvent current)
    {
        switch (current)
        {
            case Scalar scalar:
                TakeScalar(scalar);
                break;
            case MappingStart or SequenceStart:
                Begin((NodeEvent)current);
                break;
            case MappingEnd or SequenceEnd:
                End();
                break;
            case AnchorAlias alias:
                TakeAlias(alias);
                break;
            case DocumentStart:
                _builder.Reset();
                _anchors.Clear();
                _openAnchors.Clear();
                break;
            case DocumentEnd when _builder.Root is { } root && !IsNothing(root):
                _roots.Add(root);
                break;
        }
    }

    private void Begin(NodeEvent start)
    {
        _builder.Begin(start is MappingStart, PositionOf(start.Start));
        string? anchor = start.Anchor.IsEmpty ? null : start.Anchor.Value;
        _openAnchors.Add(anchor);
        if (anchor is not null)
        {
            // Without a node: an alias in here would contain itself.
            _anchors[anchor] = default;
        }
    }

    private void End()
    {
        BuiltNode? built = _builder.End();
        string? anchor = _openAnchors[^1];
        _openAnchors.RemoveAt(_openAnchors.Count - 1);
        if (anchor is not null && built is { } node)
        {
            _anchors[anchor] = node;
        }
    }

    private void TakeAlias(AnchorAlias alias)
    {
        string name = alias.Value.Value;
        TextPosition at = PositionOf(alias.Start);
        if (!_anchors.TryGetValue(name, out BuiltNode shared))
        {
            _builder.Fail(ReadingDiagnostics.FaultyAlias, at, $"no anchor {MessageText.Quote(name)} is defined before this alias");
        }
        else if (shared.Node is null)
        {
            _builder.Fail(ReadingDiagnostics.FaultyAlias, at, $"alias {MessageText.Quote(name)} stands inside the value that it repeats");
        }
        else
        {
            _builder.AddShared(shared, at);
        }
    }

    private void TakeScalar(Scalar scalar)
    {
        TextPosition at = PositionOf(scalar.Start);
        if (scalar.Value.Length > limits.MaxScalarLength)
        {
            _builder.Fail(ReadingDiagnostics.LimitExceeded, at, string.Create(
                CultureInfo.InvariantCulture, $"a value has more than {limits.MaxScalarLength} characters"));
            return;
        }

        ScalarKind kind = ScalarKind.String;
        if (scalar.IsPlainImplicit)
        {
            kind = ScalarResolver.ResolvePlain(scalar.Value);
        }
        else if (!scalar.Tag.IsEmpty && !ScalarResolver.TryResolveTagged(scalar.Tag.Value, scalar.Value, out kind))
        {
            _builder.Fail(
                ReadingDiagnostics.MalformedYaml, at, $"{MessageText.Quote(scalar.Value)} cannot be read as its tag {MessageText.Quote(scalar.Tag.Value)} says");
            return;
        }

        var node = new ScalarNode(diagnostics.File, at.Line, at.Column, pool.Intern(scalar.Value), kind);
        if (_builder.ExpectsKey)
        {
            bool isMerge = scalar.IsPlainImplicit && string.Equals(scalar.Value, "<<", StringComparison.Ordinal);
            _builder.AddKey(node, at, isMerge);
        }
        else
        {
            _builder.AddValue(node, at);
        }

        if (!scalar.Anchor.IsEmpty)
        {
            _anchors[scalar.Anchor.Value] = new BuiltNode(node, 1, 0);
        }
    }

    private static bool IsNothing(DocumentNode root) => root is ScalarNode { Kind: ScalarKind.Null };

    private TextPosition PositionOf(in Mark mark) => PositionOf((int)Math.Max(mark.Line, 1), (int)Math.Max(mark.Column, 1));

    private TextPosition PositionOf(int line, int column) =>
        new(_origin.Line + line - 1, line == 1 ? _origin.Column + column - 1 : column);
}
