using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>
/// Reads the fields of one mapping strictly: each value must have its type, and each field must be asked for.
/// Null counts as absent, as in the API server. Errors go to the diagnostics and to the fault cell.
/// </summary>
internal sealed class FieldReader
{
    private const int NoIndex = -1;

    private readonly FieldReader? _parent;
    private readonly string _name;
    private readonly int _index;
    private List<string>? _known;

    /// <summary>Reads the outermost mapping.</summary>
    public FieldReader(MappingNode node, BindingContext context, FaultCell faults)
        : this(node, null, "", NoIndex, context, faults)
    {
    }

    private FieldReader(MappingNode node, FieldReader? parent, string name, int index, BindingContext context, FaultCell faults)
    {
        (Node, _parent, _name, _index) = (node, parent, name, index);
        (Context, Faults) = (context, faults);
    }

    public MappingNode Node { get; }

    public SourceSpan Span => Node.Span;

    /// <summary>The way to this mapping from the document's root, such as <c>spec.ingress[0]</c>; made when it is asked for.</summary>
    public string Path
    {
        get
        {
            string path = _parent?.Field(_name) ?? _name;
            return _index == NoIndex ? path : string.Create(CultureInfo.InvariantCulture, $"{path}[{_index}]");
        }
    }

    /// <summary>Its place in the list that holds it, such as <c>ingress[0]</c>.</summary>
    public string Item => Context.Item(_name, _index);

    public BindingContext Context { get; }

    public FaultCell Faults { get; }

    public bool Has(string field) => Value(field) is not null;

    /// <summary>Marks fields as known without reading them.</summary>
    public void Ignore(params ReadOnlySpan<string> fields)
    {
        foreach (string field in fields)
        {
            Know(field);
        }
    }

    /// <summary>The node under a field; null where it is absent or null.</summary>
    public DocumentNode? Value(string field)
    {
        Know(field);
        return Node[field] is { } value and not ScalarNode { Kind: ScalarKind.Null } ? value : null;
    }

    public string? String(string field)
    {
        switch (Value(field))
        {
            case null:
                return null;
            case ScalarNode { Kind: ScalarKind.String } scalar:
                return scalar.Text;
            case { } other:
                WrongType(field, other, "a string");
                return null;
        }
    }

    public bool Boolean(string field)
    {
        switch (Value(field))
        {
            case null:
                return false;
            case ScalarNode { Kind: ScalarKind.Boolean } scalar:
                return Nodes.IsTrue(scalar);
            case { } other:
                WrongType(field, other, "a boolean");
                return false;
        }
    }

    public double? Number(string field)
    {
        switch (Value(field))
        {
            case null:
                return null;
            case ScalarNode { Kind: ScalarKind.Integer } scalar when GoInteger.TryParse(scalar, out long whole):
                return whole;
            case ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Float } scalar
                when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number):
                return number;
            case { } other:
                WrongType(field, other, "a finite number");
                return null;
        }
    }

    /// <summary>A whole number in a range; out of range is an error.</summary>
    public int? Integer(string field, int low, int high, DiagnosticDescriptor outOfRange)
    {
        switch (Value(field))
        {
            case null:
                return null;
            case ScalarNode { Kind: ScalarKind.Integer } scalar:
                if (GoInteger.TryParse(scalar, out long number) && number >= low && number <= high)
                {
                    return (int)number;
                }

                Error(outOfRange, scalar.Span, string.Create(CultureInfo.InvariantCulture, $"`{Field(field)}` is {scalar.Text}, expected {low} to {high}"));
                return null;
            case { } other:
                WrongType(field, other, "a whole number");
                return null;
        }
    }

    public FieldReader? Object(string field)
    {
        switch (Value(field))
        {
            case null:
                return null;
            case MappingNode mapping:
                return Child(mapping, field, NoIndex, Faults);
            case { } other:
                WrongType(field, other, "a mapping");
                return null;
        }
    }

    /// <summary>The same, or an empty mapping where there is none.</summary>
    public FieldReader ObjectOrEmpty(string field) => Object(field) ?? Child(EmptyAt(Span), field, NoIndex, Faults);

    /// <summary>The items of a list; nothing where the field is absent.</summary>
    public ImmutableArray<DocumentNode> List(string field)
    {
        switch (Value(field))
        {
            case null:
                return [];
            case SequenceNode sequence:
                return sequence.Items;
            case { } other:
                WrongType(field, other, "a list");
                return [];
        }
    }

    /// <summary>The mappings of a list; an item of another type is an error.</summary>
    /// <param name="field">The list.</param>
    /// <param name="separately">Whether each item has a fault cell of its own.</param>
    public IEnumerable<FieldReader> Objects(string field, bool separately = false)
    {
        ImmutableArray<DocumentNode> items = List(field);
        return items.IsEmpty ? [] : Objects(field, items, separately);
    }

    /// <summary>The strings of a list; an item of another type is an error and left out.</summary>
    public IEnumerable<ScalarNode> Strings(string field)
    {
        ImmutableArray<DocumentNode> items = List(field);
        return items.IsEmpty ? [] : Strings(field, items);
    }

    /// <summary>Reports the field where it is absent.</summary>
    public void Require(string field, DiagnosticDescriptor? absent = null)
    {
        if (!Has(field))
        {
            Error(absent ?? BindingDiagnostics.MissingField, Span, $"`{Path}` needs `{field}`");
        }
    }

    /// <param name="descriptor">What kind of diagnostic it is.</param>
    /// <param name="span">Where.</param>
    /// <param name="message">What.</param>
    /// <param name="hint">What to do; the descriptor's own hint where null.</param>
    /// <param name="replacement">What to write in place of the scalar at the place; null where that is not sure.</param>
    public void Error(DiagnosticDescriptor descriptor, SourceSpan span, string message, string? hint = null, string? replacement = null)
    {
        Context.Diagnostics.Add(descriptor, span, message, hint, replacement);
        Faults.Record(new Fault(message, span));
    }

    public void Warn(DiagnosticDescriptor descriptor, SourceSpan span, string message, string? replacement = null) =>
        Context.Diagnostics.Add(descriptor, span, message, replacement: replacement);

    /// <summary>Records that a key was given twice; the reader of the document has reported it.</summary>
    public void RejectRepeatedKeys()
    {
        if (Node.RepeatsKey)
        {
            Faults.Record(new Fault($"`{Name}` gives a key twice", Span));
        }
    }

    /// <summary>Reports every field that was not asked for, with the nearest known name. To be called when all fields are read.</summary>
    /// <param name="hint">What to do where no known name is near; null for what the diagnostic says of itself.</param>
    public void RejectUnknownFields(string? hint = null)
    {
        RejectRepeatedKeys();
        foreach (MappingEntry entry in Node.Entries)
        {
            if (_known?.Contains(entry.Key.Text) == true)
            {
                continue;
            }

            string? nearest = NearestName.Of(entry.Key.Text, _known ?? []);
            Error(
                BindingDiagnostics.UnknownField,
                entry.Key.Span,
                $"`{Name}` has no field `{entry.Key.Text}`",
                nearest is null ? hint : $"did you mean `{nearest}`?",
                NearestName.OnlyOneEditFrom(entry.Key.Text, _known ?? []) is { } meant && Node[meant] is null ? meant : null);
        }

        Context.ReturnNames(_known);
        _known = null;
    }

    public string Field(string field) => Path is { Length: > 0 } path ? $"{path}.{field}" : field;

    private string Name => Path is { Length: > 0 } path ? path : "the document";

    private IEnumerable<FieldReader> Objects(string field, ImmutableArray<DocumentNode> items, bool separately)
    {
        for (int index = 0; index < items.Length; index++)
        {
            SourceSpan span = items[index].Span;
            var mapping = items[index] as MappingNode;
            FieldReader item = Child(mapping ?? EmptyAt(span), field, index, separately ? new FaultCell() : Faults);
            if (mapping is null)
            {
                item.Error(BindingDiagnostics.WrongType, span, $"`{item.Path}` is {items[index].Describe()}, expected a mapping");
            }

            yield return item;
        }
    }

    private IEnumerable<ScalarNode> Strings(string field, ImmutableArray<DocumentNode> items)
    {
        for (int index = 0; index < items.Length; index++)
        {
            if (items[index] is ScalarNode { Kind: ScalarKind.String } scalar)
            {
                yield return scalar;
            }
            else
            {
                string itemPath = string.Create(CultureInfo.InvariantCulture, $"{Field(field)}[{index}]");
                Error(BindingDiagnostics.WrongType, items[index].Span, $"`{itemPath}` is {items[index].Describe()}, expected a string");
            }
        }
    }

    private FieldReader Child(MappingNode node, string field, int index, FaultCell faults) => new(node, this, field, index, Context, faults);

    private static MappingNode EmptyAt(SourceSpan span) => new(span.File, span.Line, span.Column, []);

    private void Know(string field)
    {
        _known ??= Context.RentNames();
        foreach (string known in _known)
        {
            // Mostly the same literal; one told twice does no harm.
            if (ReferenceEquals(known, field))
            {
                return;
            }
        }

        _known.Add(field);
    }

    private void WrongType(string field, DocumentNode value, string expected) =>
        Error(BindingDiagnostics.WrongType, value.Span, $"`{Field(field)}` is {value.Describe()}, expected {expected}");
}
