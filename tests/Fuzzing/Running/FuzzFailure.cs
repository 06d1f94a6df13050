using System.Diagnostics;

namespace Fuzzing.Tests;

/// <summary>An input that a target does not read as it should.</summary>
/// <param name="What">What happens.</param>
/// <param name="Cause">What is thrown; null where reading only takes too much.</param>
internal sealed record FuzzFailure(string What, Exception? Cause)
{
    public static FuzzFailure Of(Exception cause) => new($"{cause.GetType().Name}: {cause.Message}", cause);

    /// <summary>The same for all inputs that show the same defect.</summary>
    public string Kind => Cause is null ? What.Split(' ')[0] : $"{Cause.GetType().Name} {new StackTrace(Cause).GetFrame(0)?.GetMethod()?.Name} {OwnFrame(Cause)}";

    private static string? OwnFrame(Exception cause) =>
        new StackTrace(cause).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith("PolicyEngine", StringComparison.Ordinal) == true)?.ToString();
}
