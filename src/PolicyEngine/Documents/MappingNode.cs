using System.Collections.Immutable;

namespace PolicyEngine.Documents;

/// <summary>One key of a mapping with its value.</summary>
internal readonly record struct MappingEntry(ScalarNode Key, DocumentNode Value);

/// <summary>Keys with values, in the order written. INVARIANT: keys differ; the reader reports and drops repeats.</summary>
internal sealed class MappingNode(string file, int line, int column, ImmutableArray<MappingEntry> entries)
    : DocumentNode(file, line, column)
{
    public ImmutableArray<MappingEntry> Entries { get; } = entries;

    /// <summary>Whether a key was given twice: readers differ in which value they take.</summary>
    public bool RepeatsKey { get; init; }

    /// <summary>The value under <paramref name="key"/>, or null where the key is absent.</summary>
    public DocumentNode? this[string key]
    {
        get
        {
            foreach (ref readonly MappingEntry entry in Entries.AsSpan())
            {
                if (string.Equals(entry.Key.Text, key, StringComparison.Ordinal))
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }

    public override string Describe() => "a mapping";
}
