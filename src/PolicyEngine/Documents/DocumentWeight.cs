namespace PolicyEngine.Documents;

/// <summary>About how much memory a document takes, from above.</summary>
internal static class DocumentWeight
{
    private const int OfNode = 64;
    private const int OfEntry = 16;

    /// <summary>Its weight in bytes. Recursion is bounded by the depth of the document; what aliases repeat counts each time.</summary>
    public static long Of(DocumentNode node)
    {
        long weight = OfNode;
        switch (node)
        {
            case ScalarNode scalar:
                weight += sizeof(char) * (long)scalar.Text.Length;
                break;
            case SequenceNode sequence:
                foreach (DocumentNode item in sequence.Items)
                {
                    weight += OfEntry + Of(item);
                }

                break;
            case MappingNode mapping:
                foreach (MappingEntry entry in mapping.Entries)
                {
                    weight += OfEntry + Of(entry.Key) + Of(entry.Value);
                }

                break;
        }

        return weight;
    }
}
