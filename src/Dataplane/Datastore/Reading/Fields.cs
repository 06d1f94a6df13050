using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>
/// The fields of one mapping, read leniently: null and the empty string count as absent, and a value that is not understood is
/// left out with a diagnostic.
/// </summary>
/// <param name="Node">The mapping; null where there is none, which then has no fields.</param>
/// <param name="Path">The way to it from the document's root; empty for the root.</param>
/// <param name="Diagnostics">Where what is wrong is told.</param>
internal readonly partial record struct Fields(MappingNode? Node, string Path, List<Diagnostic> Diagnostics)
{
    private delegate bool Parser<T>(string text, out T value);

    public SourceSpan Span => Node?.Span ?? SourceSpan.None;

    public Fields Object(string field) => Value(field) switch
    {
        null => new Fields(null, PathOf(field), Diagnostics),
        MappingNode node => new Fields(node, PathOf(field), Diagnostics),
        var other => WrongType(other, PathOf(field), "a mapping", new Fields(null, PathOf(field), Diagnostics)),
    };

    public IEnumerable<Fields> Objects(string field)
    {
        Fields own = this;
        return Items(field)
            .Select((item, index) => (item, path: own.PathOf(field, index)))
            .Select(entry => entry.item as MappingNode is { } node
                ? new Fields(node, entry.path, own.Diagnostics)
                : own.WrongType(entry.item, entry.path, "a mapping", new Fields(null, entry.path, own.Diagnostics)))
            .Where(entry => entry.Node is not null);
    }

    public ImmutableArray<DocumentNode> Items(string field) => Value(field) switch
    {
        null => [],
        SequenceNode sequence => sequence.Items,
        var other => WrongType<ImmutableArray<DocumentNode>>(other, PathOf(field), "a list", []),
    };

    public string? Text(string field) => Value(field) switch
    {
        null => null,
        ScalarNode scalar => scalar.Text,
        var other => WrongType<string?>(other, PathOf(field), "a string", null),
    };

    public ImmutableArray<string> Texts(string field) => [.. Items(field).OfType<ScalarNode>().Select(item => item.Text)];

    public bool? Flag(string field) => Value(field) switch
    {
        null => null,
        ScalarNode { Text: "true" or "True" or "yes" or "on" } => true,
        ScalarNode { Text: "false" or "False" or "no" or "off" } => false,
        var other => WrongType<bool?>(other, PathOf(field), "a boolean", null),
    };

    public long? Number(string field, long low, long high) => Value(field) is { } value ? Number(value, PathOf(field), low, high) : null;

    /// <summary>A port, or some in a row.</summary>
    public PortRange? Ports(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        if (PortRange.TryParse(text, out PortRange ports))
        {
            return ports;
        }

        Report(DatastoreDiagnostics.OutOfRange, Value(field)!.Span, $"`{PathOf(field)}` is `{text}`, expected ports as `1024:65535`");
        return null;
    }

    /// <summary>What one of some words stands for.</summary>
    public T? Word<T>(string field, params ReadOnlySpan<(string Word, T Meaning)> words)
        where T : struct
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        foreach ((string word, T meaning) in words)
        {
            if (word == text)
            {
                return meaning;
            }
        }

        List<string> known = [];
        foreach ((string word, _) in words)
        {
            known.Add($"`{word}`");
        }

        Report(DatastoreDiagnostics.UnknownWord, Value(field)!.Span, $"`{PathOf(field)}` is `{text}`, expected {string.Join(" or ", known)}");
        return null;
    }

    public long? Number(DocumentNode value, string path, long low, long high)
    {
        if (value is not ScalarNode scalar || !long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return WrongType<long?>(value, path, "a whole number", null);
        }

        if (number >= low && number <= high)
        {
            return number;
        }

        Report(DatastoreDiagnostics.OutOfRange, value.Span, string.Create(CultureInfo.InvariantCulture, $"`{path}` is {number}, expected a number from {low} to {high}"));
        return null;
    }

    public void Report(DiagnosticDescriptor descriptor, SourceSpan span, string message) =>
        Diagnostics.Add(new Diagnostic(descriptor, span, message, descriptor.Hint));

    /// <summary>Reports that the object cannot be understood without a field.</summary>
    public void ReportMissing(string field, string what) =>
        Report(DatastoreDiagnostics.Incomplete, Span, $"{what} has no `{PathOf(field)}` that is understood");

    /// <summary>The value of a field; null where there is none.</summary>
    public DocumentNode? Value(string field) => Node?[field] is { } value and not ScalarNode { Kind: ScalarKind.Null } and not ScalarNode { Text: "" } ? value : null;

    public string PathOf(string field) => Path.Length == 0 ? field : $"{Path}.{field}";

    private string PathOf(string field, int index) => string.Create(CultureInfo.InvariantCulture, $"{PathOf(field)}[{index}]");

    private T WrongType<T>(DocumentNode value, string path, string expected, T fallback)
    {
        Report(DatastoreDiagnostics.WrongType, value.Span, $"`{path}` is {value.Describe()}, expected {expected}");
        return fallback;
    }
}
