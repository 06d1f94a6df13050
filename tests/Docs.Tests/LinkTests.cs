using TestKit;

namespace Docs.Tests;

public sealed class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_of_it() =>
        Assert.Empty(Page.All.Values.SelectMany(page => page.Links.Where(link => !LeadsSomewhere(page, link.Target)).Select(link => $"{page.Path}:{link.Line}: {link.Target}")));

    [Fact]
    public void Every_page_of_the_documentation_is_found_from_its_index()
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { "docs/README.md" };
        var open = new Stack<string>(found);
        while (open.TryPop(out string? path))
        {
            foreach (string target in Page.All[path].Links.Select(link => FileOf(path, link.Target)).Where(Page.All.ContainsKey).Where(found.Add))
            {
                open.Push(target);
            }
        }

        Assert.Empty(Page.All.Keys.Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).Except(found, StringComparer.Ordinal));
    }

    private static bool LeadsSomewhere(Page page, string target)
    {
        if (Uri.TryCreate(target, UriKind.Absolute, out Uri? elsewhere) && elsewhere.Scheme is "https" or "http")
        {
            return true;
        }

        string path = FileOf(page.Path, target);
        string? anchor = target.Split('#') is [_, var given] ? given : null;
        return anchor is null ? Path.Exists(RepositoryRoot.PathOf(path)) : Page.All.TryGetValue(path, out Page? other) && other.Anchors.Contains(anchor, StringComparer.Ordinal);
    }

    /// <summary>The file a link leads to, from the repository's root.</summary>
    private static string FileOf(string page, string target)
    {
        string path = target.Split('#')[0];
        string full = path.Length == 0 ? RepositoryRoot.PathOf(page) : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(RepositoryRoot.PathOf(page))!, path));
        return Path.GetRelativePath(RepositoryRoot.Path, full).Replace('\\', '/');
    }
}
