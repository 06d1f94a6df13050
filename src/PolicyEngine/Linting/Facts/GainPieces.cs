using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>Takes gains apart by two lists of others: into what only the first list has, and the rest. Ranges of addresses are cut where those of others end.</summary>
internal sealed class GainPieces(ImmutableArray<Gain> first, ImmutableArray<Gain> second)
{
    private readonly ILookup<(string, string), Gain> _first = first.ToLookup(PairOf);
    private readonly ILookup<(string, string), Gain> _second = second.ToLookup(PairOf);

    /// <summary>What the first list has of a gain, and the second has not.</summary>
    public IEnumerable<Gain> InFirstAlone(Gain gain) => Take(gain, (traffic, alone) => traffic.Intersect(alone));

    /// <summary>All else of a gain.</summary>
    public IEnumerable<Gain> Others(Gain gain) => Take(gain, (traffic, alone) => traffic.Subtract(alone));

    private IEnumerable<Gain> Take(Gain gain, Func<TrafficSet, TrafficSet, TrafficSet> part)
    {
        (Gain[] one, Gain[] other) = ([.. _first[PairOf(gain)]], [.. _second[PairOf(gain)]]);
        List<AddressSet> pieces = [RangeOf(gain)];
        foreach (AddressSet cut in one.Concat(other).Select(RangeOf))
        {
            pieces = [.. pieces.SelectMany(piece => (AddressSet[])[piece.Intersect(cut), piece.Subtract(cut)]).Where(piece => !piece.IsEmpty)];
        }

        return
            from piece in pieces
            let traffic = part(gain.Traffic, At(one, piece).Subtract(At(other, piece)))
            where !traffic.IsEmpty
            from range in RangeOf(gain).Equals(piece) ? [null] : piece.Ranges.Select(range => ((IpAddress Low, IpAddress High)?)range)
            select Within(gain, range) with { Traffic = traffic };
    }

    private static TrafficSet At(Gain[] gains, AddressSet piece) =>
        TrafficSet.Union(gains.Where(gain => piece.IsSubsetOf(RangeOf(gain))).Select(gain => gain.Traffic));

    private static Gain Within(Gain gain, (IpAddress Low, IpAddress High)? range) => range is not { } part ? gain
        : gain.From.IsOutside ? gain with { From = MatrixParty.Of(part.Low, part.High) }
        : gain with { To = MatrixParty.Of(part.Low, part.High) };

    /// <summary>The addresses outside that a gain is about; all where it is about none.</summary>
    private static AddressSet RangeOf(Gain gain) =>
        (gain.From.Range ?? gain.To.Range) is var (low, high) ? AddressSet.FromRange(low, high) : AddressSet.All;

    private static (string From, string To) PairOf(Gain gain) => (NameOf(gain.From), NameOf(gain.To));

    private static string NameOf(MatrixParty party) => party.IsOutside ? "" : party.Name;
}
