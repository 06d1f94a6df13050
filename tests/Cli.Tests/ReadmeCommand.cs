using System.Text;

namespace Cli.Tests;

/// <summary>A command line shown in a document, with what it is said to print.</summary>
internal sealed record ReadmeCommand(IReadOnlyList<string> Arguments, string Output)
{
    private const string Prompt = "$ netpol ";

    public static IEnumerable<ReadmeCommand> In(string file)
    {
        IReadOnlyList<string>? arguments = null;
        var output = new StringBuilder();
        bool inBlock = false;
        foreach (string line in File.ReadLines(file))
        {
            bool isFence = line.StartsWith("```", StringComparison.Ordinal);
            bool isPrompt = inBlock && line.StartsWith(Prompt, StringComparison.Ordinal);
            if ((isFence || isPrompt) && arguments is not null)
            {
                yield return new ReadmeCommand(arguments, output.ToString());
                arguments = null;
            }

            if (isFence)
            {
                inBlock = line == "```console";
            }
            else if (isPrompt)
            {
                arguments = Split(line[Prompt.Length..]);
                output.Clear();
            }
            else if (arguments is not null)
            {
                output.Append(line).Append('\n');
            }
        }
    }

    /// <summary>As a shell splits words, with double quotes only.</summary>
    private static List<string> Split(string line)
    {
        var words = new List<string>();
        string[] pieces = line.Split('"');
        for (int index = 0; index < pieces.Length; index++)
        {
            if (index % 2 == 1)
            {
                words.Add(pieces[index]);
            }
            else
            {
                words.AddRange(pieces[index].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return words;
    }
}
