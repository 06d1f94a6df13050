using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Takes packets apart that are larger than a link takes.</summary>
internal static class Fragments
{
    private const int Unit = 8;

    /// <summary>The lengths of the packets that one becomes, each of its pieces on its own; none where one is too large and must not be taken apart.</summary>
    public static ImmutableArray<int> Of(Packet packet, int mtu)
    {
        ImmutableArray<int> pieces = packet.Pieces.IsEmpty ? [packet.Length] : packet.Pieces;
        mtu = Math.Min(mtu, packet.LargestPiece ?? mtu);
        if (pieces.All(piece => piece <= mtu))
        {
            return pieces;
        }

        int most = (mtu - packet.HeaderLength) / Unit * Unit;
        return packet.DontFragment || packet.Source.Family == IpFamily.V6 || most <= 0
            ? []
            : [.. pieces.SelectMany(piece => piece <= mtu ? [piece] : Split(piece, packet.HeaderLength, most))];
    }

    private static IEnumerable<int> Split(int length, int header, int most)
    {
        for (int rest = length - header; rest > 0; rest -= most)
        {
            yield return header + Math.Min(rest, most);
        }
    }
}
