using System.Runtime.InteropServices;
using System.Text;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>
/// Reads what nearly all manifests are made of: block mappings and sequences of scalars, and brackets that end in their line. It stops at whatever is not
/// plainly that, so that the library reads the document instead and alone decides what is faulty.
/// INVARIANT: what it reads, the library reads the same, to the last position, and finds nothing to report.
/// </summary>
internal sealed class PlainYamlReader
{
    /// <summary>A key has at most 1024 characters; near that, the library counts.</summary>
    private const int MaxKeyLength = 1000;

    /// <summary>Brackets are read by recursion; deeper ones are the library's.</summary>
    private const int MaxFlowDepth = 16;

    private const int LinesBetweenCancellationChecks = 4096;

    private readonly ReadLimits _limits;
    private readonly string _file;
    private readonly InputDiagnostics _doubts;
    private readonly TreeBuilder _builder;
    private readonly PlainYamlText _text;
    private readonly PlainYamlLiteral _literal;
    private readonly Stack<Block> _blocks = new();
    private int _line;
    private bool _expectsValue;
    private TextPosition _absentAt;

    public PlainYamlReader(ReadLimits limits, string file, StringPool pool)
    {
        _limits = limits;
        _file = file;
        _doubts = new InputDiagnostics(file, new DiagnosticBag(0));
        _builder = new TreeBuilder(limits, _doubts);
        _text = new PlainYamlText(pool);
        _literal = new PlainYamlLiteral(_text);
    }

    /// <summary>The document in a slice of valid UTF-8; null where it is not plain.</summary>
    public DocumentNode? TryRead(ReadOnlySpan<byte> slice, TextPosition origin, CancellationToken cancellation)
    {
        if (origin.Column != 1 || HasOtherBreaks(slice))
        {
            return null;
        }

        _doubts.HoldBack();
        _builder.Reset();
        _blocks.Clear();
        _line = origin.Line - 1;
        _expectsValue = true;
        return TryReadLines(slice, cancellation) && _doubts.HeldBackCount == 0 ? _builder.Root : null;
    }

    /// <summary>Whether anything but LF may end a line or take no column.</summary>
    private static bool HasOtherBreaks(ReadOnlySpan<byte> slice) =>
        slice.Contains((byte)'\r')
        || (!Ascii.IsValid(slice)
            && (slice.IndexOf("\u0085"u8) >= 0
                || slice.IndexOf("\u2028"u8) >= 0
                || slice.IndexOf("\u2029"u8) >= 0
                || slice.IndexOf("\uFEFF"u8) >= 0));

    private bool TryReadLines(ReadOnlySpan<byte> rest, CancellationToken cancellation)
    {
        if (rest.StartsWith("---"u8) && !PlainYamlTokens.EndsLine(TakeLine(ref rest), 3))
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            ReadOnlySpan<byte> line = TakeLine(ref rest);
            if (_line % LinesBetweenCancellationChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (line.StartsWith("..."u8))
            {
                return false;
            }

            int column = PlainYamlTokens.SkipSpaces(line, 0);
            bool isBlank = column == line.Length || line[column] == '#';
            if (!isBlank && (!TryReadLine(line, column, ref rest) || _builder.Failed))
            {
                return false;
            }
        }

        CloseDeeperThan(-1);
        return true;
    }

    private ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> rest)
    {
        _line++;
        int newline = rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = newline < 0 ? rest : rest[..newline];
        rest = newline < 0 ? [] : rest[(newline + 1)..];
        return line;
    }

    /// <summary>Reads a line, and the lines after it that belong to a literal text.</summary>
    private bool TryReadLine(scoped ReadOnlySpan<byte> line, int column, ref ReadOnlySpan<byte> rest)
    {
        bool isEntry = PlainYamlTokens.IsEntry(line, column);
        if (!TryGoTo(column, isEntry))
        {
            return false;
        }

        for (; isEntry; isEntry = PlainYamlTokens.IsEntry(line, column))
        {
            if (!TryOpen(isSequence: true, column))
            {
                return false;
            }

            Expect(column + 1);
            if (PlainYamlTokens.EndsLine(line, column + 1))
            {
                return true;
            }

            column = PlainYamlTokens.SkipSpaces(line, column + 1);
        }

        int end = PlainYamlTokens.EndOfScalar(line, column);
        int colon = end < 0 ? PlainYamlTokens.Unknown : PlainYamlTokens.FindColon(line, end);
        if (colon < 0)
        {
            return TryReadValue(line, column, ref rest);
        }

        if (!TryOpen(isSequence: false, column) || !TryReadKey(line, column, end, colon))
        {
            return false;
        }

        Expect(colon + 1);
        return PlainYamlTokens.EndsLine(line, colon + 1)
            || TryReadValue(line, PlainYamlTokens.SkipSpaces(line, colon + 1), ref rest);
    }

    /// <summary>Ends the blocks that a line which begins at this column ends; whether it can begin there at all.</summary>
    private bool TryGoTo(int column, bool isEntry)
    {
        CloseDeeperThan(column);
        if (!_blocks.TryPeek(out Block top) || top.Column < column)
        {
            return _expectsValue;
        }

        if (top.IsSequence == isEntry)
        {
            AddAbsent();
            return true;
        }

        if (isEntry)
        {
            // Entries may stand as far left as the key whose value they are.
            return _expectsValue;
        }

        Close();
        return _blocks.TryPeek(out top) && top.Column == column;
    }

    /// <summary>Begins a block as the expected value, unless the line goes on with one that is open.</summary>
    private bool TryOpen(bool isSequence, int column)
    {
        var block = new Block(column, isSequence);
        if (_blocks.TryPeek(out Block top) && top == block)
        {
            return true;
        }

        if (!_expectsValue)
        {
            return false;
        }

        _expectsValue = false;
        _builder.Begin(!isSequence, At(column));
        _blocks.Push(block);
        return !_builder.Failed;
    }

    private void CloseDeeperThan(int column)
    {
        while (_blocks.TryPeek(out Block top) && top.Column > column)
        {
            Close();
        }
    }

    private void Close()
    {
        AddAbsent();
        _builder.End();
        _blocks.Pop();
    }

    private void Expect(int absentColumn)
    {
        _expectsValue = true;
        _absentAt = At(absentColumn);
    }

    private void AddAbsent()
    {
        if (_expectsValue)
        {
            _expectsValue = false;
            _builder.AddValue(new ScalarNode(_file, _absentAt.Line, _absentAt.Column, "", ScalarKind.Null), _absentAt);
        }
    }

    private bool TryReadKey(ReadOnlySpan<byte> line, int start, int end, int colon)
    {
        // The columns of what follows are counted in bytes.
        if (colon - start > MaxKeyLength || !Ascii.IsValid(line[start..end]) || MakeScalar(line, start, end) is not { } key)
        {
            return false;
        }

        _builder.AddKey(key, At(start));
        return true;
    }

    private bool TryReadValue(scoped ReadOnlySpan<byte> line, int column, ref ReadOnlySpan<byte> rest)
    {
        if (!_expectsValue || _blocks.Count == 0)
        {
            return false;
        }

        _expectsValue = false;
        int end;
        switch (line[column])
        {
            case (byte)'|':
                return TryReadLiteral(line, column, ref rest);
            case (byte)'{' or (byte)'[':
                end = ReadInFlow(line, column, depth: 1);
                break;
            default:
                end = PlainYamlTokens.EndOfScalar(line, column);
                end = TryAddScalar(line, column, end) ? end : PlainYamlTokens.Unknown;
                break;
        }

        return end >= 0 && PlainYamlTokens.EndsLine(line, end);
    }

    private bool TryAddScalar(ReadOnlySpan<byte> line, int start, int end)
    {
        if (end < 0 || MakeScalar(line, start, end) is not { } scalar)
        {
            return false;
        }

        _builder.AddValue(scalar, At(start));
        return true;
    }

    /// <summary>Reads the mapping, sequence or scalar that begins here within another; its end, or <see cref="PlainYamlTokens.Unknown"/>.</summary>
    private int ReadInFlow(ReadOnlySpan<byte> line, int start, int depth)
    {
        switch (line[start..])
        {
            case [(byte)'{', ..]:
                return ReadFlow(line, start, isMapping: true, depth);
            case [(byte)'[', ..]:
                return ReadFlow(line, start, isMapping: false, depth);
            default:
                int end = PlainYamlTokens.EndOfScalarInFlow(line, start);
                return end >= 0 && Ascii.IsValid(line[start..end]) && TryAddScalar(line, start, end) ? end : PlainYamlTokens.Unknown;
        }
    }

    /// <summary>Reads a mapping or sequence in brackets that ends in the line it begins in.</summary>
    private int ReadFlow(ReadOnlySpan<byte> line, int start, bool isMapping, int depth)
    {
        if (depth > MaxFlowDepth)
        {
            return PlainYamlTokens.Unknown;
        }

        byte close = isMapping ? (byte)'}' : (byte)']';
        _builder.Begin(isMapping, At(start));
        int at = start + 1;
        while (at >= 0 && !_builder.Failed)
        {
            int item = PlainYamlTokens.SkipSpaces(line, at);
            if (at == start + 1 && item < line.Length && line[item] == close)
            {
                _builder.End();
                return item + 1;
            }

            at = isMapping ? ReadKeyInFlow(line, item) : item;
            at = at < 0 ? at : ReadInFlow(line, at, depth + 1);
            at = at < 0 ? at : PlainYamlTokens.SkipSpaces(line, at);
            if (at < 0 || at == line.Length || (line[at] != ',' && line[at] != close))
            {
                return PlainYamlTokens.Unknown;
            }

            if (line[at++] == close)
            {
                _builder.End();
                return at;
            }
        }

        return PlainYamlTokens.Unknown;
    }

    /// <summary>Reads a key in braces; where its value begins, or <see cref="PlainYamlTokens.Unknown"/>.</summary>
    private int ReadKeyInFlow(ReadOnlySpan<byte> line, int start)
    {
        int end = PlainYamlTokens.EndOfScalarInFlow(line, start);
        int colon = end < 0 ? PlainYamlTokens.Unknown : PlainYamlTokens.FindColon(line, end);
        return colon >= 0 && TryReadKey(line, start, end, colon) ? PlainYamlTokens.SkipSpaces(line, colon + 1) : PlainYamlTokens.Unknown;
    }

    private bool TryReadLiteral(scoped ReadOnlySpan<byte> line, int column, ref ReadOnlySpan<byte> rest)
    {
        TextPosition at = At(column);
        int lines = _literal.Read(line[column..], rest, _blocks.Peek().Column, out int length);
        if (lines == 0 || _literal.Length > _limits.MaxScalarLength)
        {
            return false;
        }

        _line += lines;
        rest = rest[length..];
        _builder.AddValue(new ScalarNode(_file, at.Line, at.Column, _literal.Text, ScalarKind.String), at);
        return true;
    }

    private ScalarNode? MakeScalar(ReadOnlySpan<byte> line, int start, int end)
    {
        ReadOnlySpan<byte> raw = line[start..end];
        if (raw.Length > _limits.MaxScalarLength)
        {
            return null;
        }

        bool isQuoted = raw[0] is (byte)'"' or (byte)'\'';
        string? text = isQuoted ? _text.DecodeQuoted(raw) : _text.Decode(raw);
        ScalarKind kind = isQuoted || text is null ? ScalarKind.String : ScalarResolver.ResolvePlain(text);
        return text is null ? null : new ScalarNode(_file, _line, start + 1, text, kind);
    }

    private TextPosition At(int column) => new(_line, column + 1);

    /// <summary>An open mapping or sequence and the column of its keys or dashes, counted from 0.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Block(int Column, bool IsSequence);
}
