using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>
/// Reads YAML and JSON into the objects it holds, lists expanded, one after the other. What cannot be read becomes a
/// diagnostic and hides nothing else; no content makes it throw.
/// </summary>
internal sealed class DocumentReader(ReadLimits limits, DiagnosticBag diagnostics)
{
    private readonly StringPool _pool = new();

    private InputDiagnostics? _report;

    /// <summary>What the last input lost that may have been policy.</summary>
    public IReadOnlyList<Fault> Losses => _report?.Losses ?? [];

    public IEnumerable<MappingNode> ReadText(string file, string text, CancellationToken cancellation) =>
        Read(file, new MemoryStream(Utf16Converter.ToUtf8(text), writable: false), cancellation);

    public IEnumerable<MappingNode> Read(string file, Stream utf8, CancellationToken cancellation)
    {
        InputDiagnostics report = _report = new InputDiagnostics(file, diagnostics);
        using Utf8Input input = Open(utf8, report);
        var counter = new DocumentCounter(limits.MaxDocuments, report);
        foreach (MappingNode document in ReadObjects(file, input, report, counter, cancellation))
        {
            if (!counter.TryCount(new TextPosition(document.Span.Line, document.Span.Column)))
            {
                yield break;
            }

            yield return document;
        }
    }

    private IEnumerable<MappingNode> ReadObjects(
        string file, Utf8Input input, InputDiagnostics report, DocumentCounter counter, CancellationToken cancellation)
    {
        var lists = new ListExpander(report);
        bool mustBeJson = IsJsonFile(file);
        if (mustBeJson || LooksLikeJson(input))
        {
            var json = new JsonDocumentReader(limits, report, counter, lists, _pool, mayBeYaml: !mustBeJson);
            foreach (MappingNode document in json.Read(input, cancellation))
            {
                yield return document;
            }

            if (!json.GoesOnAsYaml)
            {
                yield break;
            }
        }

        input.StopRetaining();
        var yaml = new YamlDocumentReader(limits, report, counter, _pool);
        var objects = new Queue<MappingNode>();
        foreach (DocumentNode root in yaml.Read(input, cancellation))
        {
            lists.Expand(root, objects);
            while (objects.TryDequeue(out MappingNode? document))
            {
                yield return document;
            }
        }
    }

    /// <summary>Whether a file is read as JSON whatever it holds.</summary>
    internal static bool IsJsonFile(string file) =>
        Path.GetExtension(file.AsSpan()) is { IsEmpty: false } extension
        && (extension.Equals(".json", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".jsonl", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".ndjson", StringComparison.OrdinalIgnoreCase));

    private static bool LooksLikeJson(Utf8Input input)
    {
        ReadOnlySpan<byte> start = input.Window.TrimStart(" \t\r\n"u8);
        return !start.IsEmpty && start[0] is (byte)'{' or (byte)'[';
    }

    private Utf8Input Open(Stream stream, InputDiagnostics report)
    {
        var input = new Utf8Input(stream, report);
        if (input.Window is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return OpenUtf16(input, report);
        }

        input.SkipByteOrderMark();
        return input;
    }

    private Utf8Input OpenUtf16(Utf8Input utf16, InputDiagnostics report)
    {
        using (utf16)
        {
            report.Report(ReadingDiagnostics.Utf16Input, TextPosition.Start, "the input is UTF-16, expected UTF-8");
            while (utf16.BytesRead <= limits.MaxYamlBytes && utf16.Fill())
            {
                // Unlike UTF-8, UTF-16 is not streamed: the limit for a YAML input bounds it, JSON or not.
            }

            if (utf16.BytesRead > limits.MaxYamlBytes)
            {
                report.Report(ReadingDiagnostics.LimitExceeded, TextPosition.Start, string.Create(
                    CultureInfo.InvariantCulture, $"the input is larger than {limits.MaxYamlBytes} bytes"));
                return new Utf8Input(Stream.Null, report);
            }

            bool isBigEndian = utf16.Window[0] == 0xFE;
            bool isCutOff = utf16.Window.Length % 2 != 0;
            char[] text = MemoryMarshal.Cast<byte, char>(utf16.Window[2..]).ToArray();
            if (isBigEndian)
            {
                Span<ushort> units = MemoryMarshal.Cast<char, ushort>(text.AsSpan());
                BinaryPrimitives.ReverseEndianness(units, units);
            }

            // A half character at the end is as faulty as half a surrogate pair.
            byte[] bytes = Utf16Converter.ToUtf8(isCutOff ? [.. text, '\uD800'] : text);
            return new Utf8Input(new MemoryStream(bytes, writable: false), report);
        }
    }
}
