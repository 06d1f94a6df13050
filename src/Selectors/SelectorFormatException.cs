namespace PolicyEngine.Selectors;

/// <summary>A text given to <see cref="Selector.Parse"/> is not a selector.</summary>
public sealed class SelectorFormatException : FormatException
{
    /// <summary>An exception without details.</summary>
    public SelectorFormatException()
    {
    }

    /// <summary>An exception with a message only.</summary>
    public SelectorFormatException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public SelectorFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception for <paramref name="error"/>, whose message it takes.</summary>
    public SelectorFormatException(SelectorError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).Message)
    {
        Error = error;
    }

    /// <summary>What is wrong and where; null only if the exception was made without it.</summary>
    public SelectorError? Error { get; }
}
