using System.Buffers.Binary;

namespace Kernel.Tests.Packets;

/// <summary>The checksums of packets, without which the kernel takes them for damaged.</summary>
internal static class Checksums
{
    private static readonly uint[] s_castagnoli = Table();

    /// <summary>The sum of 16-bit words to begin or to go on with.</summary>
    public static uint Sum(ReadOnlySpan<byte> bytes, uint sum = 0)
    {
        for (; bytes.Length > 1; bytes = bytes[2..])
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        }

        return bytes.Length == 1 ? sum + ((uint)bytes[0] << 8) : sum;
    }

    /// <summary>The checksum that a sum comes to.</summary>
    public static ushort Fold(uint sum)
    {
        while (sum > ushort.MaxValue)
        {
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        }

        return (ushort)(~sum & ushort.MaxValue);
    }

    /// <summary>CRC-32C, the checksum of SCTP.</summary>
    public static uint Castagnoli(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte part in bytes)
        {
            crc = s_castagnoli[(crc ^ part) & 0xff] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] Table()
    {
        const uint ReversedPolynomial = 0x82f63b78;
        uint[] table = new uint[256];
        for (uint index = 0; index < table.Length; index++)
        {
            uint value = index;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 1 ? (value >> 1) ^ ReversedPolynomial : value >> 1;
            }

            table[index] = value;
        }

        return table;
    }
}
