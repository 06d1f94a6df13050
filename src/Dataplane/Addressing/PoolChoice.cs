namespace PolicyEngine.Dataplane.Addressing;

/// <summary>What a request for one family is served from.</summary>
/// <param name="Owner">Who asks.</param>
/// <param name="Pools">The pools, in order.</param>
/// <param name="Affinities">The owner's blocks in them, in the order of use.</param>
/// <param name="Reservation">What the owner keeps of each block it claims.</param>
internal sealed record PoolChoice(
    AffinityOwner Owner,
    IReadOnlyList<AddressPool> Pools,
    IReadOnlyList<BlockAffinity> Affinities,
    HostReservation? Reservation);
