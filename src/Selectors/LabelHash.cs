namespace PolicyEngine.Selectors;

/// <summary>FNV-1a over UTF-16 code units: the same in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
internal static class LabelHash
{
    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;

    public static int Of(string text)
    {
        unchecked
        {
            uint hash = Offset;
            foreach (char c in text)
            {
                hash = (hash ^ c) * Prime;
            }

            return (int)hash;
        }
    }

    public static int Combine(int first, int second)
    {
        unchecked
        {
            return (int)((((uint)first ^ ((uint)second >> 15)) * Prime) ^ (uint)second);
        }
    }
}
