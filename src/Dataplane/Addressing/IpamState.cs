using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>What the datastore holds.</summary>
/// <param name="Blocks">The blocks, in the order of their addresses; each tells who has which of its addresses.</param>
/// <param name="Affinities">The hosts' claims to blocks, in the order of their keys.</param>
/// <param name="Handles">The handles by name.</param>
public sealed record IpamState(ImmutableArray<AddressBlock> Blocks, ImmutableArray<BlockAffinity> Affinities, ImmutableArray<AddressHandle> Handles);
