using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using PolicyEngine.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PolicyEngine.Documents;

/// <summary>Reads any YAML into trees. Beside <see cref="YamlComments"/> the only user of YamlDotNet, and of it only the events.</summary>
internal sealed class YamlEventReader(ReadLimits limits, InputDiagnostics diagnostics, StringPool pool) : IDisposable
{
    private const int EventsBetweenCancellationChecks = 4096;

    // The others are no ends of lines to those who count lines, but they are to the parser.
    private static readonly char[] s_lineEnds = ['\r', '\u0085', '\u2028', '\u2029'];

    private readonly TreeBuilder _builder = new(limits, diagnostics);
    private readonly Dictionary<string, BuiltNode> _anchors = new(StringComparer.Ordinal);
    private readonly List<string?> _openAnchors = [];
    private readonly Utf8SliceReader _text = new();
    private TextPosition _origin;

    /// <summary>Adds the documents of a slice that begins at <paramref name="origin"/>; false, with a diagnostic, after a fault.</summary>
    public bool TryRead(ReadOnlyMemory<byte> slice, TextPosition origin, List<DocumentNode> roots, CancellationToken cancellation)
    {
        _origin = origin;
        _builder.Reset();
        _text.Reset(EndsInDirective(slice.Span) ? (byte[])[.. slice.Span, (byte)'\n'] : slice);
        var parser = new Parser(_text);
        int events = 0;
        while (!_builder.Failed && TryMoveNext(parser, slice.Span, out ParsingEvent? current))
        {
            if (++events % EventsBetweenCancellationChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            Take(current, roots);
        }

        return !_builder.Failed;
    }

    public void Dispose() => _text.Dispose();

    /// <summary>
    /// Whether the last line is a directive that no line end follows. The parser passes over one that it does not know up to a line end, and on
    /// for ever where there is none and the text fills its buffer.
    /// </summary>
    private static bool EndsInDirective(ReadOnlySpan<byte> slice)
    {
        ReadOnlySpan<byte> last = slice[(slice.LastIndexOf((byte)'\n') + 1)..];
        return last.Contains((byte)'%') && Encoding.UTF8.GetString(last).Split(s_lineEnds)[^1].TrimStart('\uFEFF').StartsWith('%');
    }

    private bool TryMoveNext(Parser parser, ReadOnlySpan<byte> slice, [NotNullWhen(true)] out ParsingEvent? current)
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

    private void Take(ParsingEvent current, List<DocumentNode> roots)
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
            case DocumentEnd when _builder.Root is { } root and not ScalarNode { Kind: ScalarKind.Null }:
                roots.Add(root);
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

    private TextPosition PositionOf(in Mark mark) => PositionOf((int)Math.Max(mark.Line, 1), (int)Math.Max(mark.Column, 1));

    private TextPosition PositionOf(int line, int column) =>
        new(_origin.Line + line - 1, line == 1 ? _origin.Column + column - 1 : column);
}
