using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyEngine.Cli.Output.Pages;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>Puts the page together: template, style, script and data. Equal contents give equal pages.</summary>
internal static class ReportPage
{
    private static readonly string[] s_scripts = ["answer.js", "report-answers.js", "report-changes.js", "report.js"];

    public static string Of(ReportContents contents, CancellationToken cancellation)
    {
        string style = PageText.Of(PageText.Style);
        string script = PageText.Script(s_scripts);
        StringBuilder page = PageText.Page("report.html");

        // Nothing but this very script and style may run, and nothing may be fetched, whatever a name in the data tries.
        page.Replace("{{policy}}", $"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'");
        page.Replace("{{style}}", style).Replace("{{script}}", script).Replace("{{data}}", Data(contents, cancellation));
        return page.ToString();
    }

    /// <summary>The data. The encoder escapes all that could end the element or begin another.</summary>
    private static string Data(ReportContents contents, CancellationToken cancellation)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            ReportJson.Write(json, contents, cancellation);
        }

        return LogCommands.Break(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
