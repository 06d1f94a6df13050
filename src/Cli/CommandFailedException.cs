namespace PolicyEngine.Cli;

/// <summary>The user's request cannot be carried out; the message says why, for standard error.</summary>
internal sealed class CommandFailedException : Exception
{
    public CommandFailedException()
    {
    }

    public CommandFailedException(string message)
        : base(message)
    {
    }

    public CommandFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Lines that follow the message.</summary>
    public IReadOnlyList<string> Detail { get; init; } = [];
}
