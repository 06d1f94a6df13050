namespace PolicyEngine.Dataplane.Flannel;

/// <summary>A value, or why there is none.</summary>
/// <param name="Value">The value; null exactly where there is an error.</param>
/// <param name="Error">The reason; null where there is a value.</param>
public sealed record FlannelResult<T>(T? Value, FlannelError? Error)
    where T : class
{
    internal FlannelResult(T value)
        : this(value, null)
    {
    }

    internal FlannelResult(FlannelErrorKind kind, string message)
        : this(null, new FlannelError(kind, message))
    {
    }
}
