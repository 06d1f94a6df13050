using System.Collections.Immutable;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>How it stands with the snapshots of a host.</summary>
/// <param name="Kind">What became of the last attempt to read.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="Message">What is wrong; empty where nothing is.</param>
/// <param name="Diagnostics">The errors that keep the last documents from being published; none where nothing does.</param>
public sealed record SnapshotStatus(SnapshotStatusKind Kind, DateTimeOffset Since, string Message, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The errors that keep the last documents from being published; none where nothing does.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init => field = value.IsDefault ? [] : value; } = Diagnostics.IsDefault ? [] : Diagnostics;
}
