namespace PolicyEngine.Dataplane.Addressing.Claiming;

/// <summary>Go's <c>math/rand</c> source: an additive lagged Fibonacci generator with 607 words and taps 607 and 273.</summary>
internal sealed class GoRandom
{
    private const int Length = 607;
    private const long Modulus = int.MaxValue;
    private const long Multiplier = 48271;
    private const long SeedForZero = 89482311;
    private const int Discarded = 20;

    private readonly ulong[] _words = new ulong[Length];
    private int _tap;
    private int _feed = Length - 273;

    public GoRandom(uint seed)
    {
        long x = seed % Modulus;
        x = x == 0 ? SeedForZero : x;
        for (int i = 0; i < Discarded; i++)
        {
            x = Step(x);
        }

        for (int i = 0; i < Length; i++)
        {
            long first = Step(x);
            long second = Step(first);
            x = Step(second);
            ulong mixed = unchecked(((ulong)first << 40) ^ ((ulong)second << 20) ^ (ulong)x);
            _words[i] = mixed ^ GoRandomConstants.Words[i];
        }
    }

    /// <summary>The next 32 bits: bits 31 to 62 of a word.</summary>
    public uint NextUInt32() => unchecked((uint)(NextWord() >> 31));

    /// <summary>A number below 2^<paramref name="bits"/>, drawn as Go's <c>big.Int.Rand</c> draws below that power.</summary>
    public UInt128 NextBelowPowerOfTwo(int bits)
    {
        // The bound itself has one bit more than the numbers below it, so that about half of the draws are refused.
        UInt128 bound = UInt128.One << bits;
        UInt128 mask = bound | (bound - 1);
        while (true)
        {
            UInt128 value = NextUInt64();
            if (bits >= 64)
            {
                value |= (UInt128)NextUInt64() << 64;
            }

            value &= mask;
            if (value < bound)
            {
                return value;
            }
        }
    }

    private static long Step(long x) => Multiplier * x % Modulus;

    private static int Before(int index) => index == 0 ? Length - 1 : index - 1;

    private ulong NextUInt64()
    {
        ulong low = NextUInt32();
        return low | ((ulong)NextUInt32() << 32);
    }

    private ulong NextWord()
    {
        _tap = Before(_tap);
        _feed = Before(_feed);
        return _words[_feed] = unchecked(_words[_feed] + _words[_tap]);
    }
}
