using System.Numerics;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The bits of a packet's mark by which chains tell each other what they found (felix/dataplane/driver.go).</summary>
/// <param name="Accept">A policy let the packet through.</param>
/// <param name="Pass">A policy left the tier to the next one.</param>
/// <param name="Drop">A rule denies the packet.</param>
/// <param name="Scratch0">All blocks of a rule apply so far; in the raw table, the packet comes from a pod.</param>
/// <param name="Scratch1">The present block of a rule applies.</param>
/// <param name="Wireguard">The packet came through the tunnel of WireGuard; zero without it.</param>
/// <param name="Endpoint">The field for the number of the endpoint that the packet comes from.</param>
internal sealed record MarkBits(uint Accept, uint Pass, uint Drop, uint Scratch0, uint Scratch1, uint Wireguard, uint Endpoint)
{
    /// <summary>The number that stands for everything that is no endpoint.</summary>
    public uint OtherEndpoint => Lowest(Endpoint);

    public uint Verdict => Accept | Pass;

    public uint Blocks => Scratch0 | Scratch1;

    /// <summary>All that is cleared before chains of Calico begin; the bit of denials is not among them.</summary>
    public uint All => Accept | Pass | Scratch0 | Scratch1;

    public Match IsAccepted { get; } = new Match.Mark(Accept, Accept);

    public Match IsNotAccepted { get; } = new Match.MarkClear(Accept);

    public Match IsNotPassed { get; } = new Match.MarkClear(Pass);

    public Match HasNoVerdict { get; } = new Match.MarkClear(Accept | Pass);

    public Verb SetAccepted { get; } = new Verb.SetMark(Accept);

    /// <summary>Deals out the bits of a mask from the lowest upwards.</summary>
    public static MarkBits From(uint mask, bool withWireguard)
    {
        uint left = mask;
        return new MarkBits(Take(ref left), Take(ref left), Take(ref left), Take(ref left), Take(ref left), withWireguard ? Take(ref left) : 0, left);
    }

    /// <summary>A number in the bits of the endpoints' field, from the lowest upwards.</summary>
    public uint EndpointMark(uint number)
    {
        uint mark = 0;
        uint field = Endpoint;
        for (uint rest = number; rest != 0; rest >>= 1)
        {
            uint bit = Take(ref field);
            mark |= (rest & 1) == 0 ? 0 : bit;
        }

        return mark;
    }

    public int EndpointNumbers => (int)Math.Min(1L << BitOperations.PopCount(Endpoint), int.MaxValue);

    private static uint Take(ref uint bits)
    {
        uint lowest = Lowest(bits);
        bits &= ~lowest;
        return lowest;
    }

    private static uint Lowest(uint bits) => unchecked(bits & (0 - bits));
}
