using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PolicyEngine.Selectors;

/// <summary>SHA-224 (FIPS 180-4, section 6.3), which .NET lacks: SHA-256 with other initial values, cut to 28 bytes.</summary>
public static class Sha224
{
    /// <summary>The number of bytes of a hash.</summary>
    public const int HashSize = 28;

    private const int BlockSize = 64;

    private static ReadOnlySpan<uint> InitialState =>
    [
        0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4,
    ];

    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The hash of some bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        byte[] hash = new byte[HashSize];
        Hash(data, hash);
        return hash;
    }

    /// <summary>Writes the hash of some bytes to the first <see cref="HashSize"/> bytes of another place, which may be among them.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        Span<uint> state = stackalloc uint[8];
        InitialState.CopyTo(state);
        ReadOnlySpan<byte> rest = data;
        for (; rest.Length >= BlockSize; rest = rest[BlockSize..])
        {
            Compress(state, rest[..BlockSize]);
        }

        Span<byte> tail = stackalloc byte[2 * BlockSize];
        tail.Clear();
        rest.CopyTo(tail);
        tail[rest.Length] = 0x80;
        int tailLength = rest.Length < BlockSize - 8 ? BlockSize : 2 * BlockSize;
        BinaryPrimitives.WriteUInt64BigEndian(tail[(tailLength - 8)..], (ulong)data.Length * 8);
        for (int offset = 0; offset < tailLength; offset += BlockSize)
        {
            Compress(state, tail.Slice(offset, BlockSize));
        }

        for (int i = 0; i < HashSize / sizeof(uint); i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[(i * sizeof(uint))..], state[i]);
        }
    }

    private static void Compress(Span<uint> state, ReadOnlySpan<byte> block)
    {
        unchecked
        {
            Span<uint> schedule = stackalloc uint[64];
            Expand(block, schedule);
            ReadOnlySpan<uint> constants = RoundConstants;
            uint a = state[0], b = state[1], c = state[2], d = state[3];
            uint e = state[4], f = state[5], g = state[6], h = state[7];

            // Each round moves all letters by one; after eight they are back in their places.
            for (int i = 0; i + 7 < schedule.Length && i + 7 < constants.Length; i += 8)
            {
                Round(a, b, c, ref d, e, f, g, ref h, constants[i] + schedule[i]);
                Round(h, a, b, ref c, d, e, f, ref g, constants[i + 1] + schedule[i + 1]);
                Round(g, h, a, ref b, c, d, e, ref f, constants[i + 2] + schedule[i + 2]);
                Round(f, g, h, ref a, b, c, d, ref e, constants[i + 3] + schedule[i + 3]);
                Round(e, f, g, ref h, a, b, c, ref d, constants[i + 4] + schedule[i + 4]);
                Round(d, e, f, ref g, h, a, b, ref c, constants[i + 5] + schedule[i + 5]);
                Round(c, d, e, ref f, g, h, a, ref b, constants[i + 6] + schedule[i + 6]);
                Round(b, c, d, ref e, f, g, h, ref a, constants[i + 7] + schedule[i + 7]);
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
            state[5] += f;
            state[6] += g;
            state[7] += h;
        }
    }

    private static void Expand(ReadOnlySpan<byte> block, Span<uint> schedule)
    {
        unchecked
        {
            for (int i = 0; i < 16; i++)
            {
                schedule[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
            }

            for (int i = 16; i < schedule.Length; i++)
            {
                uint w15 = schedule[i - 15];
                uint w2 = schedule[i - 2];
                uint sigma0 = BitOperations.RotateRight(w15, 7) ^ BitOperations.RotateRight(w15, 18) ^ (w15 >> 3);
                uint sigma1 = BitOperations.RotateRight(w2, 17) ^ BitOperations.RotateRight(w2, 19) ^ (w2 >> 10);
                schedule[i] = schedule[i - 16] + sigma0 + schedule[i - 7] + sigma1;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(uint a, uint b, uint c, ref uint d, uint e, uint f, uint g, ref uint h, uint word)
    {
        unchecked
        {
            uint sum1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            uint first = h + word + sum1 + (g ^ (e & (f ^ g)));
            uint sum0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            d += first;
            h = first + sum0 + ((a & b) | (c & (a | b)));
        }
    }
}
