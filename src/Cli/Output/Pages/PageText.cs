using System.Reflection;
using System.Text;

namespace PolicyEngine.Cli.Output.Pages;

/// <summary>The texts that pages are made of. The report and the explorer share most of them.</summary>
internal static class PageText
{
    /// <summary>The style of all pages.</summary>
    public const string Style = "page.css";

    /// <summary>The scripts that all pages have, in their order.</summary>
    private static readonly string[] s_scripts =
    [
        "page.js", "look.js", "addresses.js", "packed.js", "data.js", "summary.js", "grid.js", "tally.js", "parties.js", "map.js", "map-words.js", "paper.js",
        "verdicts.js", "whatif.js", "lint.js", "changes.js",
    ];

    private static readonly string[] s_parts = ["head", "nav", "summary", "map", "whatif", "lint"];

    /// <summary>One of the texts.</summary>
    public static string Of(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Pages/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The script of a page: what all have, then what it alone has.</summary>
    public static string Script(IEnumerable<string> own) => string.Concat(s_scripts.Concat(own).Select(Of));

    /// <summary>A page with the parts that all have.</summary>
    public static StringBuilder Page(string name)
    {
        var page = new StringBuilder(Of(name));
        foreach (string part in s_parts)
        {
            page.Replace($"{{{{{part}}}}}", Of($"{part}.html"));
        }

        return page;
    }
}
