using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using TestKit;

namespace Docs.Tests;

/// <summary>A page of Markdown in the repository.</summary>
internal sealed record Page(string Path, MarkdownDocument Document)
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePipeTables().UsePreciseSourceLocation().Build();

    private static readonly Lazy<IReadOnlyDictionary<string, Page>> s_all = new(() => Files(new DirectoryInfo(RepositoryRoot.Path))
        .Select(file => System.IO.Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)
        .ToDictionary(path => path, Read, StringComparer.Ordinal));

    /// <summary>All pages, by their paths from the repository's root.</summary>
    public static IReadOnlyDictionary<string, Page> All => s_all.Value;

    /// <summary>What a link may point to in the page.</summary>
    public IEnumerable<string> Anchors => Document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "");

    /// <summary>Where the page's links lead, with their lines.</summary>
    public IEnumerable<(string Target, int Line)> Links => Document.Descendants<LinkInline>().Select(link => (link.Url ?? "", link.Line + 1));

    private static Page Read(string path) => new(path, Markdown.Parse(File.ReadAllText(RepositoryRoot.PathOf(path)), s_pipeline));

    /// <summary>The pages in a folder and below, without those that are made by builds and tools.</summary>
    private static IEnumerable<string> Files(DirectoryInfo folder) => folder.EnumerateFiles("*.md").Select(file => file.FullName)
        .Concat(folder.EnumerateDirectories().Where(inner => inner.Name is not ("artifacts" or "bin" or "obj") && inner.Name[0] != '.').SelectMany(Files));
}
