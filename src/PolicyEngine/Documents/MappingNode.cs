using System.Collections.Immutable;

namespace PolicyEngine.Documents;

/// <summary>One key of a mapping with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public readonly record struct MappingEntry(ScalarNode Key, DocumentNode Value);

// INVARIANT: keys differ; the reader reports and drops repeats.
/// <summary>Keys with values.</summary>
/// <param name="file">The file.</param>
/// <param name="line">The line where it begins.</param>
/// <param name="column">The column where it begins.</param>
/// <param name="entries">The keys with their values.</param>
public sealed class MappingNode(string file, int line, int column, ImmutableArray<MappingEntry> entries)
    : DocumentNode(file, line, column)
{
    /// <summary>The keys with their values, in the order written; no key is there twice.</summary>
    public ImmutableArray<MappingEntry> Entries { get; } = entries.IsDefault ? [] : entries;

    /// <summary>What was given under keys that were given again, in the order written.</summary>
    public ImmutableArray<MappingEntry> Overridden { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether a key was given twice: readers differ in which value they take.</summary>
    public bool RepeatsKey => !Overridden.IsEmpty;

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

    /// <inheritdoc/>
    public override string Describe() => "a mapping";
}
