using System.Text;
using PolicyEngine.Renderers;

namespace PolicyEngine.Cli.Output.Rendering;

/// <summary>Writes rendered texts as they are: to standard output, to a file, or each to a file of its own.</summary>
internal static class RenderText
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(RenderResult result, OutputArguments output, StandardStreams streams)
    {
        if (output.File is { } path && (Path.EndsInDirectorySeparator(path) || Directory.Exists(path)))
        {
            Directory.CreateDirectory(path);
            foreach (RenderedPart part in result.Parts)
            {
                // Names of parts are made of names in the input.
                string name = string.Concat(part.Name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '-'));
                File.WriteAllText(Path.Combine(path, name), part.Text, s_utf8);
            }

            return;
        }

        using ResultWriter writer = ResultWriter.Open(output, streams);
        foreach (RenderedPart part in result.Parts)
        {
            if (result.Parts.Length > 1)
            {
                writer.Page.Line($"# {part.Name}");
            }

            writer.Writer.Write(part.Text);
        }
    }
}
