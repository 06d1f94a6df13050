using TestKit;

namespace Samples.Tests;

/// <summary>A command that a sample's document shows, with what it is said to print.</summary>
internal sealed record ReadmeExample(string Command, string Output)
{
    private const string Fence = "```";

    /// <summary>The commands that are followed by what they print.</summary>
    public static ReadmeExample[] In(string sample)
    {
        (string Language, string Text)[] blocks = [.. Blocks(File.ReadAllLines(RepositoryRoot.PathOf("samples", sample, "README.md")))];
        return [.. blocks.Zip(blocks.Skip(1)).Where(pair => pair is { First.Language: "sh", Second.Language: "text" }).Select(pair => new ReadmeExample(pair.First.Text.TrimEnd(), pair.Second.Text))];
    }

    private static IEnumerable<(string Language, string Text)> Blocks(string[] lines)
    {
        for (int line = 0; line < lines.Length; line++)
        {
            if (lines[line].StartsWith(Fence, StringComparison.Ordinal))
            {
                int end = Array.IndexOf(lines, Fence, line + 1);
                yield return (lines[line][Fence.Length..], string.Concat(lines[(line + 1)..end].Select(text => $"{text}\n")));
                line = end;
            }
        }
    }
}
