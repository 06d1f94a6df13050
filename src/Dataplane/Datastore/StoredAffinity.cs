using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore;

/// <summary>A claim to a block as the datastore has it (<c>BlockAffinity</c>).</summary>
/// <param name="Owner">Whose claim.</param>
/// <param name="Cidr">The block.</param>
/// <param name="State">How far it has come.</param>
public sealed record StoredAffinity(AffinityOwner Owner, IpPrefix Cidr, AffinityState State);
