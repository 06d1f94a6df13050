namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>A text of a source.</summary>
/// <param name="Name">Its name in the source, which diagnostics give: of a live source one for each object, such as <c>networkpolicies/shop/redis</c>.</param>
/// <param name="Utf8">YAML or JSON.</param>
/// <param name="Reference">
/// The one object that is in it, as <see cref="PolicySnapshot.With"/> takes it away (<c>networkpolicy/shop/redis</c>); null where it may hold any
/// number: an update of such texts puts them in the place of those of their names.
/// </param>
public sealed record SnapshotDocument(string Name, ReadOnlyMemory<byte> Utf8, string? Reference = null);
