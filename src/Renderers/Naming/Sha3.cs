using System.Buffers.Binary;
using System.Numerics;

namespace PolicyEngine.Renderers.Naming;

/// <summary>SHA3-224 (FIPS 202), which .NET lacks.</summary>
internal static class Sha3
{
    private const int HashSize = 28;
    private const int Rate = 200 - (2 * HashSize);

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>How far each lane is turned on the way to its new place, in the order of that way.</summary>
    private static ReadOnlySpan<byte> Turns => [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

    /// <summary>The places that a lane passes on the way from the second place.</summary>
    private static ReadOnlySpan<byte> Places => [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    public static byte[] Hash224(ReadOnlySpan<byte> data)
    {
        Span<ulong> state = stackalloc ulong[25];
        state.Clear();
        ReadOnlySpan<byte> rest = data;
        for (; rest.Length >= Rate; rest = rest[Rate..])
        {
            Absorb(state, rest[..Rate]);
        }

        Span<byte> last = stackalloc byte[Rate];
        last.Clear();
        rest.CopyTo(last);
        last[rest.Length] = 0x06;
        last[^1] |= 0x80;
        Absorb(state, last);

        Span<byte> bytes = stackalloc byte[HashSize + 4];
        for (int i = 0; i < bytes.Length / sizeof(ulong); i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(i * sizeof(ulong))..], state[i]);
        }

        return bytes[..HashSize].ToArray();
    }

    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (int i = 0; i < Rate / sizeof(ulong); i++)
        {
            state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(i * sizeof(ulong))..]);
        }

        Span<ulong> row = stackalloc ulong[5];
        foreach (ulong constant in RoundConstants)
        {
            MixColumns(state, row);
            TurnAndMove(state);
            MixRows(state, row);
            state[0] ^= constant;
        }
    }

    private static void MixColumns(Span<ulong> state, Span<ulong> parity)
    {
        for (int x = 0; x < 5; x++)
        {
            parity[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
        }

        for (int x = 0; x < 5; x++)
        {
            ulong change = parity[(x + 4) % 5] ^ BitOperations.RotateLeft(parity[(x + 1) % 5], 1);
            for (int y = 0; y < 25; y += 5)
            {
                state[x + y] ^= change;
            }
        }
    }

    private static void TurnAndMove(Span<ulong> state)
    {
        ulong carried = state[1];
        for (int i = 0; i < Places.Length; i++)
        {
            (state[Places[i]], carried) = (BitOperations.RotateLeft(carried, Turns[i]), state[Places[i]]);
        }
    }

    private static void MixRows(Span<ulong> state, Span<ulong> row)
    {
        for (int y = 0; y < 25; y += 5)
        {
            state.Slice(y, 5).CopyTo(row);
            for (int x = 0; x < 5; x++)
            {
                state[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
            }
        }
    }
}
