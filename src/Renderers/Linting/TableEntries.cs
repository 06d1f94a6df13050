using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Linting;

/// <summary>Estimates what access lists take of a switch's table, which matches values under masks: a range of ports takes several entries.</summary>
internal static class TableEntries
{
    /// <summary>The entries of a list.</summary>
    public static long Of(IEnumerable<AclLine> lines) =>
        lines.Sum(line => (long)line.Sources.Prefixes.Count() * line.Destinations.Prefixes.Count() * line.Traffic.Boxes.Sum(Of));

    /// <summary>The entries of a range of ports: the fewest blocks whose sizes are powers of two and whose starts are multiples of them.</summary>
    public static int Of(Interval<ushort> ports)
    {
        int count = 0;
        for (int start = ports.Low; start <= ports.High; count++)
        {
            int size = start == 0 ? 1 << 16 : start & -start;
            while (start + size - 1 > ports.High)
            {
                size >>= 1;
            }

            start += size;
        }

        return count;
    }

    private static long Of(TrafficBox box) =>
        !box.IsWholeProtocols && new Protocol(box.Protocols.Low).HasPorts ? (long)Of(box.Majors) * Of(box.Minors) : 1;
}
