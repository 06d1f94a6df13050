namespace PolicyEngine.Json;

/// <summary>
/// CI services take commands from the logs of what they run, anywhere in a line: <c>##vso[…]</c> (Azure Pipelines), <c>##[…]</c> (GitHub Actions),
/// <c>##teamcity[…]</c>. Text of the input must not be one. In JSON the text means the same.
/// </summary>
public static class LogCommands
{
    private const string Mark = "##";
    private const string Broken = "#\\u0023";

    /// <summary>The text without two number signs side by side: the second is written as an escape.</summary>
    /// <param name="text">JSON, or text for people.</param>
    public static string Break(string text) => text.Replace(Mark, Broken, StringComparison.Ordinal);

    /// <inheritdoc cref="Break(string)"/>
    public static ReadOnlySpan<char> Break(ReadOnlySpan<char> text) => text.Contains(Mark, StringComparison.Ordinal) ? Break(text.ToString()) : text;
}
