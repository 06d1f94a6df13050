using System.Globalization;
using System.Text;

namespace PolicyEngine.Fixes;

/// <summary>Writes documents in the block style people write policies in. Text that could be taken for anything else is quoted.</summary>
internal static class YamlWriter
{
    private static readonly string[] s_words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

    public static string Write(IEnumerable<YamlMapping> documents) =>
        string.Join("---\n", documents.Select(document => string.Concat(Lines(document).Select(line => line + "\n"))));

    private static IEnumerable<string> Lines(YamlValue value) => value switch
    {
        YamlMapping { Members.IsEmpty: true } => ["{}"],
        YamlMapping mapping => mapping.Members.SelectMany(Member),
        YamlSequence { Items.IsEmpty: true } => ["[]"],
        YamlSequence sequence => sequence.Items.SelectMany(Item),
        YamlScalar { IsText: true } text => [Text(text.Text)],
        _ => [((YamlScalar)value).Text],
    };

    private static IEnumerable<string> Member((string Key, YamlValue Value) member)
    {
        string key = Text(member.Key) + ":";
        return member.Value switch
        {
            YamlMapping { Members.IsEmpty: false } => Lines(member.Value).Select(line => "  " + line).Prepend(key),
            YamlSequence { Items.IsEmpty: false } => Lines(member.Value).Prepend(key),
            _ => [$"{key} {Lines(member.Value).Single()}"],
        };
    }

    private static IEnumerable<string> Item(YamlValue item) => Lines(item).Select((line, index) => (index == 0 ? "- " : "  ") + line);

    private static string Text(string text) => IsPlain(text) ? text : Quoted(text);

    private static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(IsPlain) && !s_words.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '/' or '-';

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                quoted.Append('\\').Append(rune);
            }
            else if (rune.Value is >= ' ' and <= '~')
            {
                quoted.Append(rune);
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
            }
        }

        return quoted.Append('"').ToString();
    }
}
