namespace PolicyEngine.Cli;

/// <summary>What a command works with.</summary>
/// <param name="Streams">Input and output.</param>
/// <param name="CreateLoader">Makes the loader of the policies.</param>
/// <param name="Cancellation">Stops the work.</param>
internal sealed record CommandContext(
    StandardStreams Streams, Func<LoadOptions, PolicyLoader> CreateLoader, CancellationToken Cancellation);
