namespace PolicyEngine.Cli.Input;

/// <summary>What the command line asks about.</summary>
/// <param name="Snapshot">The input, with what is laid over it.</param>
/// <param name="Before">The input alone; null where nothing is laid over it or taken out.</param>
internal sealed record LoadedInput(PolicySnapshot Snapshot, PolicySnapshot? Before)
{
    /// <summary>What became of the input, with what is laid over it.</summary>
    public required LoadResult Result { get; init; }
}
