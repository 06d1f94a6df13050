using System.Text;

namespace PolicyEngine.Selectors.Nodes;

/// <summary>A leaf that compares one label with a set of values.</summary>
internal abstract class SetNode : LabelNode
{
    // Comparing lengths and first characters in turn beats hashing the label's value up to about this many values.
    private const int LinearSearchLimit = 8;

    private readonly HashSet<string>? _lookup;

    protected SetNode(string label, IEnumerable<string> values)
        : base(label)
    {
        Values = ValueOrder.SortDistinct(values);
        _lookup = Values.Length > LinearSearchLimit ? new HashSet<string>(Values, StringComparer.Ordinal) : null;
    }

    // Shares the value table of the same set under another label.
    protected SetNode(string label, SetNode other)
        : base(label)
    {
        Values = other.Values;
        _lookup = other._lookup;
    }

    /// <summary>Distinct and ascending by UTF-8 bytes; never written to.</summary>
    public string[] Values { get; }

    protected abstract string Operator { get; }

    public sealed override void WriteTo(StringBuilder text)
    {
        text.Append(Label).Append(' ').Append(Operator).Append(" {");
        for (int i = 0; i < Values.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            WriteValue(text, Values[i]);
        }

        text.Append('}');
    }

    protected bool Contains(string value)
    {
        if (_lookup is not null)
        {
            return _lookup.Contains(value);
        }

        foreach (string member in Values)
        {
            if (string.Equals(member, value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
