using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PolicyEngine.AspNetCore.Api;
using PolicyEngine.Cli.Output.Pages;

namespace PolicyEngine.Cli.Explorer;

/// <summary>A file of the explorer. It holds nothing of any cluster.</summary>
/// <param name="contentType">What browsers take it for.</param>
/// <param name="text">What is in it.</param>
internal sealed class ExplorerFile(string contentType, string text)
{
    /// <summary>
    /// Only the explorer's own files may run and style, only its own server may be asked, and no other page may show it. Text can be made
    /// neither markup nor script, whatever a name in the data tries.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly string[] s_scripts =
    [
        "server.js", "server-events.js", "server-answers.js", "policy-link.js", "walk.js", "editor-text.js", "editor.js", "live.js", "explorer.js",
    ];

    private readonly byte[] _content = Encoding.UTF8.GetBytes(text);

    /// <summary>All files, by their paths.</summary>
    public static IReadOnlyDictionary<string, ExplorerFile> All { get; } = new Dictionary<string, ExplorerFile>(StringComparer.Ordinal)
    {
        ["/"] = new("text/html; charset=utf-8", PageText.Page("explorer.html").ToString()),
        ["/explorer/explorer.css"] = new("text/css; charset=utf-8", PageText.Of(PageText.Style) + PageText.Of("explorer.css")),
        ["/explorer/explorer.js"] = new("text/javascript; charset=utf-8", PageText.Script(s_scripts)),
    };

    private string EntityTag => field ??= $"\"{Convert.ToHexStringLower(SHA256.HashData(_content).AsSpan(0, 16))}\"";

    /// <summary>Sends it, where the browser does not have it already.</summary>
    public async Task SendAsync(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (!EntityTags.IsKnown(http, EntityTag))
        {
            http.Response.ContentType = contentType;
            http.Response.ContentLength = _content.Length;
            await http.Response.Body.WriteAsync(_content, http.RequestAborted).ConfigureAwait(false);
        }
    }
}
