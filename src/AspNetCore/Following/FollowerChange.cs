using System.Collections.Immutable;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Following;

/// <summary>What has become of followed objects.</summary>
/// <param name="Followed">Which.</param>
/// <param name="Documents">Those that are new or have changed.</param>
/// <param name="Removed">The names of the documents of those that are gone.</param>
/// <param name="IsList">Whether with this all of them are known.</param>
/// <param name="IsForbidden">Whether none are known since they may not be read.</param>
internal sealed record FollowerChange(
    IFollowed Followed, ImmutableArray<SnapshotDocument> Documents, ImmutableArray<string> Removed, bool IsList, bool IsForbidden = false);
