using System.Globalization;
using System.Text.RegularExpressions;

namespace PolicyEngine.Json;

/// <summary>
/// CI services take commands from the logs of what they run: <c>##vso[…]</c> (Azure Pipelines) and <c>##teamcity[…]</c> anywhere in a line, <c>::error::</c>
/// (GitHub Actions) at its beginning. Text of the input must not be one. In JSON the text means the same.
/// </summary>
public static partial class LogCommands
{
    /// <summary>The text with the second of two number signs, and of two colons before what may be the word of a command, written as an escape.</summary>
    /// <param name="text">JSON, or text for people.</param>
    public static string Break(string text) => Beginning().Replace(text, static match => string.Create(CultureInfo.InvariantCulture, $"{match.Value[0]}\\u{(int)match.Value[1]:X4}"));

    /// <inheritdoc cref="Break(string)"/>
    public static ReadOnlySpan<char> Break(ReadOnlySpan<char> text) => Beginning().IsMatch(text) ? Break(text.ToString()) : text;

    // Words of commands have letters that addresses have not.
    [GeneratedRegex("##|::(?=[A-Za-z-]*[G-Zg-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();
}
