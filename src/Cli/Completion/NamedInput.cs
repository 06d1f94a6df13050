namespace PolicyEngine.Cli.Completion;

/// <summary>The input whose names are completed.</summary>
/// <param name="Snapshot">What it says.</param>
/// <param name="Namespace">The namespace of names that give none; null where neither the line nor the configuration gives one.</param>
internal sealed record NamedInput(PolicySnapshot Snapshot, string? Namespace);
