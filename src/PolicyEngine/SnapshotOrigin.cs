using PolicyEngine.Binding;
using PolicyEngine.Documents;

namespace PolicyEngine;

/// <summary>What a snapshot was made of.</summary>
/// <param name="Resources">The objects read.</param>
/// <param name="Options">How they were read.</param>
/// <param name="Kept">The input as it was written; null where it was not to be kept.</param>
/// <param name="IsSeparable">Whether each object is what its own source says, and nothing was found wrong that another source could mend.</param>
internal sealed record SnapshotOrigin(ResourceCollection Resources, LoadOptions Options, KeptInput? Kept, bool IsSeparable);
