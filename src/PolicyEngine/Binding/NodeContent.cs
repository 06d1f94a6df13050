using System.Collections.Immutable;
using PolicyEngine.Documents;

namespace PolicyEngine.Binding;

/// <summary>Compares trees by what they say, wherever they stand. Recursion is bounded by the depth of documents.</summary>
internal static class NodeContent
{
    public static bool AreEqual(DocumentNode left, DocumentNode right) => (left, right) switch
    {
        (ScalarNode one, ScalarNode other) => one.Kind == other.Kind && string.Equals(one.Text, other.Text, StringComparison.Ordinal),
        (SequenceNode one, SequenceNode other) => AreEqual(one, other),
        (MappingNode one, MappingNode other) => AreEqual(one, other),
        _ => false,
    };

    public static int Hash(DocumentNode node)
    {
        var hash = new HashCode();
        Add(ref hash, node);
        return hash.ToHashCode();
    }

    private static bool AreEqual(SequenceNode left, SequenceNode right)
    {
        bool equal = left.Items.Length == right.Items.Length;
        for (int i = 0; equal && i < left.Items.Length; i++)
        {
            equal = AreEqual(left.Items[i], right.Items[i]);
        }

        return equal;
    }

    private static bool AreEqual(MappingNode left, MappingNode right) => AreEqual(left.Entries, right.Entries) && AreEqual(left.Overridden, right.Overridden);

    private static bool AreEqual(ImmutableArray<MappingEntry> left, ImmutableArray<MappingEntry> right)
    {
        bool equal = left.Length == right.Length;
        for (int i = 0; equal && i < left.Length; i++)
        {
            MappingEntry one = left[i];
            MappingEntry other = right[i];
            equal = AreEqual(one.Key, other.Key) && AreEqual(one.Value, other.Value);
        }

        return equal;
    }

    private static void Add(ref HashCode hash, DocumentNode node)
    {
        switch (node)
        {
            case ScalarNode scalar:
                hash.Add(scalar.Text.GetHashCode(StringComparison.Ordinal));
                break;
            case SequenceNode sequence:
                hash.Add(sequence.Items.Length);
                foreach (DocumentNode item in sequence.Items)
                {
                    Add(ref hash, item);
                }

                break;
            case MappingNode mapping:
                hash.Add(~mapping.Entries.Length);
                foreach (MappingEntry entry in mapping.Entries)
                {
                    Add(ref hash, entry.Key);
                    Add(ref hash, entry.Value);
                }

                break;
        }
    }
}
