using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore;

/// <summary>A handle's counters as the datastore has them (<c>IPAMHandle</c>).</summary>
/// <param name="Handle">The name.</param>
/// <param name="Counts">By block, how many addresses were requested under it and not released.</param>
public sealed record StoredHandle(string Handle, ImmutableDictionary<IpPrefix, int> Counts);
