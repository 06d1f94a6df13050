namespace PolicyEngine.Documents;

/// <summary>
/// Gives equal short strings one object. A dump of a cluster repeats few distinct keys and values millions of times.
/// Bounded: one string a slot, the newest stays.
/// </summary>
internal sealed class StringPool
{
    /// <summary>Longer strings are rarely repeated.</summary>
    public const int MaxLength = 64;

    private const int SlotCount = 1 << 14;

    private readonly string?[] _slots = new string?[SlotCount];

    public string Intern(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
        {
            return text.ToString();
        }

        ref string? slot = ref SlotOf(text);
        if (slot is not null && text.SequenceEqual(slot))
        {
            return slot;
        }

        return slot = text.ToString();
    }

    public string Intern(string text)
    {
        if (text.Length > MaxLength)
        {
            return text;
        }

        ref string? slot = ref SlotOf(text);
        if (slot is not null && string.Equals(slot, text, StringComparison.Ordinal))
        {
            return slot;
        }

        return slot = text;
    }

    private ref string? SlotOf(ReadOnlySpan<char> text) =>
        ref _slots[string.GetHashCode(text, StringComparison.Ordinal) & (SlotCount - 1)];
}
