using System.IO.Compression;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PolicyEngine.AspNetCore.Api;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.Cli.Explorer;

/// <summary>Where the explorer is: its files, which anybody may have, and its data.</summary>
internal static class ExplorerRoutes
{
    private const string Compression = "gzip";

    private static readonly string[] s_methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapExplorer(this IEndpointRouteBuilder endpoints)
    {
        foreach ((string path, ExplorerFile file) in ExplorerFile.All)
        {
            endpoints.MapMethods(path, s_methods, file.SendAsync).WithMetadata(new AllowAnonymousAttribute());
        }

        ExplorerData data = endpoints.ServiceProvider.GetRequiredService<ExplorerData>();
        IPolicySnapshotProvider snapshots = endpoints.ServiceProvider.GetRequiredService<IPolicySnapshotProvider>();
        endpoints.MapMethods("/explorer/data", s_methods, http => SendAsync(http, data, snapshots.Current));
    }

    private static async Task SendAsync(HttpContext http, ExplorerData data, PublishedSnapshot current)
    {
        if (current.RevisionId.Length == 0)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (IsKnown(http, current))
        {
            return;
        }

        (PublishedSnapshot published, byte[] contents) = await data.GetAsync(http.RequestAborted).ConfigureAwait(false);
        if (!IsKnown(http, published))
        {
            await SendAsync(http, contents).ConfigureAwait(false);
        }
    }

    private static bool IsKnown(HttpContext http, PublishedSnapshot published)
    {
        EntityTags.NameRevision(http.Response, published);
        http.Response.Headers.Vary = "Accept-Encoding";
        return EntityTags.IsKnown(http, EntityTags.Of(published));
    }

    private static async Task SendAsync(HttpContext http, byte[] contents)
    {
        http.Response.ContentType = "application/json";
        if (http.Request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == Compression && coding.Quality is null or > 0))
        {
            http.Response.Headers.ContentEncoding = Compression;
            http.Response.ContentLength = contents.Length;
            await http.Response.Body.WriteAsync(contents, http.RequestAborted).ConfigureAwait(false);
            return;
        }

        using var gzip = new GZipStream(new MemoryStream(contents, writable: false), CompressionMode.Decompress);
        await gzip.CopyToAsync(http.Response.Body, http.RequestAborted).ConfigureAwait(false);
    }
}
