using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>The sets of one port from any source port that were asked about last. Safe for any number of threads.</summary>
internal static class AskedPorts
{
    // A power of two. Who asks many questions asks about few ports.
    private const int Slots = 256;

    private static readonly Asked?[] s_asked = new Asked?[Slots];

    public static TrafficSet Of(TrafficPoint point)
    {
        ref Asked? slot = ref s_asked[(point.Major + point.Protocol.Number) & (Slots - 1)];
        Asked? known = Volatile.Read(ref slot);
        if (known is null || known.Point != point)
        {
            known = new Asked(point);
            Volatile.Write(ref slot, known);
        }

        return known.Set;
    }

    private sealed class Asked(TrafficPoint point)
    {
        public TrafficPoint Point { get; } = point;

        public TrafficSet Set { get; } = TrafficSet.Ports(point.Protocol, IntervalSet<ushort>.Of(point.Major));
    }
}
