using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Takes packets apart that are larger than a link takes.</summary>
internal static class Fragments
{
    private const int Unit = 8;

    /// <summary>The lengths of the packets that one becomes; none where it must not be taken apart.</summary>
    public static ImmutableArray<int> Of(Packet packet, int mtu)
    {
        if (packet.Length <= mtu)
        {
            return [packet.Length];
        }

        int most = (mtu - packet.HeaderLength) / Unit * Unit;
        if (packet.DontFragment || packet.Source.Family == IpFamily.V6 || most <= 0)
        {
            return [];
        }

        ImmutableArray<int>.Builder lengths = ImmutableArray.CreateBuilder<int>();
        for (int rest = packet.Length - packet.HeaderLength; rest > 0; rest -= most)
        {
            lengths.Add(packet.HeaderLength + Math.Min(rest, most));
        }

        return lengths.ToImmutable();
    }
}
