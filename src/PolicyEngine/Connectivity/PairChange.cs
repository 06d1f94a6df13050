using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>A pair of parties between which something else passes.</summary>
/// <param name="OldSides">The parties as they were; null where nothing passed.</param>
/// <param name="NewSides">The parties as they are; null where nothing passes.</param>
/// <param name="Old">What was allowed.</param>
/// <param name="New">What is allowed.</param>
internal sealed record PairChange((MatrixParty From, MatrixParty To)? OldSides, (MatrixParty From, MatrixParty To)? NewSides, TrafficSet Old, TrafficSet New)
{
    public MatrixParty From => (NewSides ?? OldSides)!.Value.From;

    public MatrixParty To => (NewSides ?? OldSides)!.Value.To;

    public ChangeKind Kind => Old.IsEmpty && !New.IsEmpty ? ChangeKind.Added : New.IsEmpty && !Old.IsEmpty ? ChangeKind.Removed : ChangeKind.Changed;

    /// <summary>The change; null where there is none.</summary>
    public static PairChange? Of(Connection? old, Connection? now)
    {
        TrafficSet empty = TrafficSet.Empty;
        bool isSame = (old?.Allowed ?? empty) == (now?.Allowed ?? empty)
            && (old?.Throughout ?? empty) == (now?.Throughout ?? empty)
            && (old?.Unknown ?? empty) == (now?.Unknown ?? empty);
        return isSame ? null : new PairChange(SidesOf(old), SidesOf(now), old?.Allowed ?? empty, now?.Allowed ?? empty);
    }

    private static (MatrixParty, MatrixParty)? SidesOf(Connection? connection) => connection is { } known ? (known.From, known.To) : null;
}
