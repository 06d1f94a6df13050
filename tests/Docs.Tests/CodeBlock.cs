using Markdig.Syntax;

namespace Docs.Tests;

/// <summary>
/// A block of C# in a page. Statements that it takes for granted stand in a comment before it, which readers do not see and which begins
/// with <c>given</c>; what it prints stands in a block of text behind it, with no more than the word <c>prints</c> between.
/// </summary>
internal sealed record CodeBlock(string Path, int Line, string Text, string Given, string? Output)
{
    private const string CommentStart = "<!-- given";

    private const string CommentEnd = "-->";

    /// <summary>The blocks of all pages but the READMEs of packages, which are tested where packages are installed.</summary>
    public static IReadOnlyList<CodeBlock> All { get; } =
        [.. Page.All.Values.Where(page => !page.Path.StartsWith("src/", StringComparison.Ordinal)).SelectMany(In)];

    public string Name => $"{Path}:{Line}";

    private static IEnumerable<CodeBlock> In(Page page)
    {
        foreach (FencedCodeBlock block in page.Document.Descendants<FencedCodeBlock>().Where(block => block.Info == "csharp"))
        {
            ContainerBlock siblings = block.Parent!;
            int index = siblings.IndexOf(block);
            string before = index > 0 && siblings[index - 1] is HtmlBlock comment ? comment.Lines.ToString().Trim() : "";
            string given = before.StartsWith(CommentStart, StringComparison.Ordinal) ? before[CommentStart.Length..^CommentEnd.Length] : "";
            yield return new CodeBlock(page.Path, block.Line + 2, block.Lines.ToString(), given, OutputBehind(siblings, index));
        }
    }

    private static string? OutputBehind(ContainerBlock siblings, int index)
    {
        int next = index + 1 < siblings.Count && siblings[index + 1] is ParagraphBlock { Inline.FirstChild: { } word } && word.ToString() == "prints" ? index + 2 : index + 1;
        return next < siblings.Count && siblings[next] is FencedCodeBlock { Info: "text" } output ? output.Lines.ToString() + "\n" : null;
    }
}
