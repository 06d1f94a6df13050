using System.Collections.Immutable;

namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>What a source has to tell.</summary>
/// <param name="IsComplete">Whether it is all that there is, and everything earlier is void.</param>
/// <param name="Documents">Texts that are new or have changed.</param>
/// <param name="Removed">The names of texts that are gone.</param>
public sealed record SnapshotUpdate(bool IsComplete, ImmutableArray<SnapshotDocument> Documents, ImmutableArray<string> Removed)
{
    /// <summary>Texts that are new or have changed.</summary>
    public ImmutableArray<SnapshotDocument> Documents { get; init => field = value.IsDefault ? [] : value; } = Documents.IsDefault ? [] : Documents;

    /// <summary>The names of texts that are gone.</summary>
    public ImmutableArray<string> Removed { get; init => field = value.IsDefault ? [] : value; } = Removed.IsDefault ? [] : Removed;

    /// <summary>What should be there and cannot be had, for people; empty where nothing is missing. It holds until the next update.</summary>
    public string Missing { get; init; } = "";
}
