using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>A snapshot as it is published to a host.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="RevisionId">
/// Tells it from others: the same for the same documents, however they came to be there. Empty before anything has been read.
/// </param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Diagnostics">What there is to say about its documents.</param>
/// <param name="Replaced">Fires when another one takes its place.</param>
public sealed record PublishedSnapshot(
    PolicySnapshot Snapshot, string RevisionId, DateTimeOffset PublishedAt, ImmutableArray<Diagnostic> Diagnostics, IChangeToken Replaced)
{
    /// <summary>What there is to say about its documents.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init => field = value.IsDefault ? [] : value; } = Diagnostics.IsDefault ? [] : Diagnostics;
}
