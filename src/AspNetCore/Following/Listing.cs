using System.Collections.Immutable;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Following;

/// <summary>All objects at a version.</summary>
/// <param name="Objects">They, each with its own version.</param>
/// <param name="Version">The version to watch from.</param>
internal sealed record Listing(ImmutableArray<FollowedObject> Objects, string Version);

/// <param name="Version">What changes whenever it does.</param>
/// <param name="Document">It.</param>
internal sealed record FollowedObject(string Version, SnapshotDocument Document);
