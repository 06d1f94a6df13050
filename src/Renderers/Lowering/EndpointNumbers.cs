using System.Text;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>Gives interfaces numbers that fit into the mark, by a hash of their names (felix/rules/epmark.go).</summary>
internal sealed class EndpointNumbers
{
    // The first number is that of everything that is no endpoint; zero says that nothing is known.
    private const uint Other = 1;

    private readonly Dictionary<string, uint> _marks = new(StringComparer.Ordinal);

    public EndpointNumbers(MarkBits bits, IEnumerable<string> links)
    {
        int count = bits.EndpointNumbers;
        HashSet<uint> taken = [0, Other];
        foreach (string link in links.Distinct(StringComparer.Ordinal))
        {
            uint hash = Hash(link);
            uint? number = Enumerable.Range(0, count).Select(step => (uint)((hash + (long)step) % count)).Cast<uint?>().FirstOrDefault(candidate => taken.Add(candidate!.Value));
            if (number is { } free)
            {
                _marks[link] = bits.EndpointMark(free);
            }
        }
    }

    /// <summary>The mark of an interface; null where the mark has too few bits for all.</summary>
    public uint? MarkOf(string link) => _marks.TryGetValue(link, out uint mark) ? mark : null;

    /// <summary>FNV-1, 32 bits.</summary>
    private static uint Hash(string text)
    {
        unchecked
        {
            uint hash = 2166136261;
            foreach (byte value in Encoding.UTF8.GetBytes(text))
            {
                hash = (hash * 16777619) ^ value;
            }

            return hash;
        }
    }
}
