using System.Buffers.Binary;

namespace Kernel.Tests.Packets;

/// <summary>Takes IPv4 packets apart.</summary>
internal static class FragmentWriter
{
    private const int Header = 20;
    private const int Unit = 8;
    private const ushort MoreFollow = 0x2000;

    /// <summary>The two pieces of a packet, the first with as much behind the header as is asked for, a multiple of eight octets.</summary>
    public static (byte[] First, byte[] Second) Split(ReadOnlySpan<byte> packet, int firstLength) =>
        (Piece(packet, 0, firstLength, MoreFollow), Piece(packet, firstLength, packet.Length - Header - firstLength, 0));

    private static byte[] Piece(ReadOnlySpan<byte> packet, int offset, int length, ushort flags)
    {
        byte[] piece = [.. packet[..Header], .. packet.Slice(Header + offset, length)];
        BinaryPrimitives.WriteUInt16BigEndian(piece.AsSpan(2), (ushort)piece.Length);
        BinaryPrimitives.WriteUInt16BigEndian(piece.AsSpan(6), (ushort)(flags | (offset / Unit)));
        piece.AsSpan(10, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(piece.AsSpan(10), Checksums.Fold(Checksums.Sum(piece.AsSpan(0, Header))));
        return piece;
    }
}
