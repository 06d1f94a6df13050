using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>
/// Reads JSON values, one after the other, from a window that moves over the input. Elements of a root array, and of
/// the <c>items</c> of a root object, are handed on as they are completed, so that a dump of any size passes through.
/// </summary>
internal sealed class JsonDocumentReader(
    ReadLimits limits, InputDiagnostics diagnostics, DocumentCounter counter, ListExpander lists, StringPool pool, bool mayBeYaml)
{
    /// <summary>Up to here the start of the input is kept, for reading it again as YAML.</summary>
    private const int MaxRetainedBytes = 16 << 20;

    /// <summary>A value nested deeper than the limit is skipped; one nested deeper than this ends in a syntax error.</summary>
    private const int MaxSkippedDepth = 1000;

    private const int MaxEscapedLength = 6;

    private readonly JsonReaderOptions _options = new() { MaxDepth = Math.Max(MaxSkippedDepth, limits.MaxDepth + 1) };
    private readonly Queue<MappingNode> _ready = new();
    private readonly TreeBuilder _root = new(limits, diagnostics);
    private readonly TreeBuilder _element = new(limits, diagnostics);
    private readonly JsonElementList _elements = new(limits, diagnostics, lists);
    private Utf8Input _input = null!;
    private JsonReaderState _state;
    private TextPosition _valueAt;
    private long _valueOffset;
    private int _elementDepth;
    private bool _itemsFollow;
    private bool _kindFollows;
    private bool _versionFollows;

    private enum Step
    {
        NeedsMore,
        ValueEnded,
        Faulty,
    }

    /// <summary>Whether the rest of the input, from the window on, is to be read as YAML.</summary>
    public bool GoesOnAsYaml { get; private set; }

    public IEnumerable<MappingNode> Read(Utf8Input input, CancellationToken cancellation)
    {
        _input = input;
        if (mayBeYaml)
        {
            diagnostics.HoldBack();
        }
        else
        {
            input.StopRetaining();
        }

        while (!counter.IsExhausted && TryFindValue())
        {
            StartValue();
            Step step;
            do
            {
                cancellation.ThrowIfCancellationRequested();
                step = ReadWindow();
                if (step == Step.Faulty && input.IsRetaining)
                {
                    diagnostics.Discard();
                    input.Rewind();
                    GoesOnAsYaml = true;
                    yield break;
                }

                if (step != Step.NeedsMore || _ready.Count > 0)
                {
                    Commit();
                }

                while (_ready.TryDequeue(out MappingNode? document))
                {
                    yield return document;
                }
            }
            while (step == Step.NeedsMore && TryReadOn());

            if (step == Step.Faulty)
            {
                counter.TryCount(_valueAt);
                SkipToNextValue();
            }
        }

        Commit();
    }

    private void Commit()
    {
        _input.StopRetaining();
        diagnostics.Release();
    }

    private bool TryReadOn()
    {
        if (_input.Offset > MaxRetainedBytes || diagnostics.HeldBackCount > limits.MaxDiagnosticsPerFile)
        {
            Commit();
        }

        // The reader only leaves an unfinished token in the window.
        if (_input.Window.Length > (MaxEscapedLength * (long)limits.MaxScalarLength) + 2)
        {
            Commit();
            diagnostics.Report(ReadingDiagnostics.LimitExceeded, _input.Locate(0), string.Create(
                CultureInfo.InvariantCulture, $"a value has more than {limits.MaxScalarLength} characters; this document is not read further"));
            SkipToNextValue();
            return false;
        }

        _input.Fill();
        return !_input.HasFailed;
    }

    private bool TryFindValue()
    {
        while (!_input.HasFailed)
        {
            int start = _input.Window.IndexOfAnyExcept(" \t\r\n"u8);
            _input.Advance(start < 0 ? _input.Window.Length : start);
            if (start < 0)
            {
                if (!_input.Fill())
                {
                    return false;
                }

                continue;
            }

            byte first = _input.Window[0];
            if (first is (byte)'{' or (byte)'[')
            {
                return true;
            }

            if (mayBeYaml)
            {
                Commit();
                GoesOnAsYaml = true;
                return false;
            }

            Rune.DecodeFromUtf8(_input.Window, out Rune found, out _);
            diagnostics.Report(
                ReadingDiagnostics.MalformedJson, _input.Locate(0), $"expected `{{` or `[`, found {MessageText.Quote(found.ToString())}");
            counter.TryCount(_input.Locate(0));
            SkipToNextValue();
            if (counter.IsExhausted)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>After a fault, goes on at the next line that begins with a brace: the next object of JSON Lines.</summary>
    private void SkipToNextValue()
    {
        while (true)
        {
            int newline = _input.Window.IndexOf("\n{"u8);
            if (newline >= 0)
            {
                _input.Advance(newline + 1);
                return;
            }

            int keep = _input.IsComplete ? 0 : Math.Min(1, _input.Window.Length);
            _input.Advance(_input.Window.Length - keep);
            if (!_input.Fill() && _input.IsComplete)
            {
                _input.Advance(_input.Window.Length);
                return;
            }
        }
    }

    private void StartValue()
    {
        _state = new JsonReaderState(_options);
        _valueAt = _input.Locate(0);
        _valueOffset = _input.Offset;
        _elementDepth = -1;
        _itemsFollow = _kindFollows = _versionFollows = false;
        _root.Reset();
        _elements.Reset();
    }

    private Step ReadWindow()
    {
        var reader = new Utf8JsonReader(_input.Window, _input.IsComplete, _state);
        try
        {
            while (reader.Read())
            {
                if (Take(ref reader))
                {
                    _input.Advance((int)reader.BytesConsumed);
                    EndValue();
                    return Step.ValueEnded;
                }
            }
        }
        catch (JsonException exception)
        {
            int consumed = (int)reader.BytesConsumed;
            int offset = FaultOffset(exception, consumed);
            diagnostics.Report(ReadingDiagnostics.MalformedJson, _input.Locate(offset), $"not valid JSON: {Describe(exception)}");

            // The fault may be the brace that opens the next line's object, where this line lacks its end.
            _input.Advance(offset > 0 && _input.Window[offset - 1] == '\n' ? offset - 1 : offset);
            return Step.Faulty;
        }

        _state = reader.CurrentState;
        _input.Advance((int)reader.BytesConsumed);
        return Step.NeedsMore;
    }

    /// <summary>Takes one token; true where it ends the root value.</summary>
    private bool Take(ref Utf8JsonReader reader)
    {
        int depth = reader.CurrentDepth;
        bool isInList = _elementDepth >= 0;
        if (isInList && depth < _elementDepth)
        {
            // Only the end of the list lies outside its elements.
            _elementDepth = -1;
            _root.End();
            return depth == 0;
        }

        TreeBuilder builder = isInList ? _element : _root;
        JsonTokenType token = reader.TokenType;
        TextPosition at = _input.Locate((int)reader.TokenStartIndex);
        if (depth == _elementDepth && token is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            _element.Reset(_elementDepth);
        }

        switch (token)
        {
            case JsonTokenType.StartObject:
                builder.Begin(isMapping: true, at);
                break;
            case JsonTokenType.StartArray:
                builder.Begin(isMapping: false, at);
                if (!isInList && (depth == 0 || (depth == 1 && _itemsFollow && _elements.MayBeList)))
                {
                    _elementDepth = depth + 1;
                    _elements.Begin(depth == 0 ? "" : "items");
                }

                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                builder.End();
                break;
            case JsonTokenType.PropertyName:
                TakeKey(ref reader, builder, at, isOfRoot: !isInList && depth == 1);
                return false;
            default:
                TakeScalar(ref reader, builder, at, isOfRoot: !isInList && depth == 1);
                break;
        }

        if (isInList && depth == _elementDepth && token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            _elements.Add(_element.Failed ? null : _element.Root, _element.NodeCount, _ready);
        }

        return !isInList && depth == 0 && token is JsonTokenType.EndObject;
    }

    private void TakeKey(ref Utf8JsonReader reader, TreeBuilder builder, TextPosition at, bool isOfRoot)
    {
        if (isOfRoot)
        {
            _itemsFollow = IsName(ref reader, "items"u8);
            _kindFollows = IsName(ref reader, "kind"u8);
            _versionFollows = IsName(ref reader, "apiVersion"u8);
        }

        if (!builder.Failed && ReadString(ref reader, builder, at) is { } text)
        {
            builder.AddKey(new ScalarNode(diagnostics.File, at.Line, at.Column, text, ScalarKind.String), at);
        }
    }

    /// <summary>Whether the name that was read last is this one. One with half of a surrogate pair is none, and is told of where it is made a text.</summary>
    private static bool IsName(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void TakeScalar(ref Utf8JsonReader reader, TreeBuilder builder, TextPosition at, bool isOfRoot)
    {
        if (builder.Failed)
        {
            return;
        }

        (string? text, ScalarKind kind) = reader.TokenType switch
        {
            JsonTokenType.String => (ReadString(ref reader, builder, at), ScalarKind.String),
            JsonTokenType.Number => ReadNumber(ref reader, builder, at),
            JsonTokenType.True => ("true", ScalarKind.Boolean),
            JsonTokenType.False => ("false", ScalarKind.Boolean),
            _ => ("null", ScalarKind.Null),
        };
        if (text is null)
        {
            return;
        }

        builder.AddValue(new ScalarNode(diagnostics.File, at.Line, at.Column, text, kind), at);
        if (isOfRoot && kind == ScalarKind.String && (_kindFollows || _versionFollows))
        {
            _elements.Learn(_kindFollows ? text : null, _versionFollows ? text : null, _ready);
        }
    }

    private string? ReadString(ref Utf8JsonReader reader, TreeBuilder builder, TextPosition at)
    {
        ReadOnlySpan<byte> raw = reader.ValueSpan;
        try
        {
            if (raw.Length <= StringPool.MaxLength)
            {
                Span<char> text = stackalloc char[StringPool.MaxLength];
                return pool.Intern(text[..reader.CopyString(text)]);
            }

            if (raw.Length <= MaxEscapedLength * (long)limits.MaxScalarLength && reader.GetString() is { } value && value.Length <= limits.MaxScalarLength)
            {
                return value;
            }
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8, or an escaped surrogate without its other half.
            builder.Fail(
                ReadingDiagnostics.InvalidEncoding, at, Utf8.IsValid(raw) ? "the string holds half of a surrogate pair" : "the string holds bytes that are not UTF-8");
            return null;
        }

        FailTooLong(builder, at);
        return null;
    }

    private (string? Text, ScalarKind Kind) ReadNumber(ref Utf8JsonReader reader, TreeBuilder builder, TextPosition at)
    {
        ReadOnlySpan<byte> raw = reader.ValueSpan;
        if (raw.Length > limits.MaxScalarLength)
        {
            FailTooLong(builder, at);
            return default;
        }

        string text;
        if (raw.Length <= StringPool.MaxLength)
        {
            Span<char> chars = stackalloc char[StringPool.MaxLength];
            text = pool.Intern(chars[..Encoding.ASCII.GetChars(raw, chars)]);
        }
        else
        {
            text = Encoding.ASCII.GetString(raw);
        }

        return (text, ScalarResolver.ResolveJsonNumber(text));
    }

    private void FailTooLong(TreeBuilder builder, TextPosition at) =>
        builder.Fail(ReadingDiagnostics.LimitExceeded, at, string.Create(
            CultureInfo.InvariantCulture, $"a value has more than {limits.MaxScalarLength} characters"));

    private void EndValue()
    {
        if (_root.Failed)
        {
            _elements.Abandon(_ready);
            counter.TryCount(_valueAt);
        }
        else if (_root.Root is MappingNode root)
        {
            _elements.End(root, _ready);
        }
    }

    /// <summary>Where in the window the reader stopped; its own report counts lines from the start of the value.</summary>
    private int FaultOffset(JsonException exception, int consumed)
    {
        TextPosition at = _input.Locate(consumed);
        long bytesInLine = exception.BytePositionInLine ?? 0;
        long line = _valueAt.Line + (exception.LineNumber ?? 0);
        long lineStart = line == _valueAt.Line ? _valueOffset : _input.LineStart;
        if (line > at.Line)
        {
            int offset = consumed;
            for (long current = at.Line; current < line; current++)
            {
                offset += _input.Window[offset..].IndexOf((byte)'\n') + 1;
            }

            lineStart = _input.Offset + offset;
        }

        return (int)Math.Clamp(lineStart + bytesInLine - _input.Offset, consumed, _input.Window.Length);
    }

    private static string Describe(JsonException exception)
    {
        string message = exception.Message;
        int suffix = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return MessageText.Embed(suffix < 0 ? message : message[..suffix]);
    }
}
