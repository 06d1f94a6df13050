using Microsoft.AspNetCore.Http;

namespace PolicyEngine.Cli.Serving;

/// <summary>What every response tells browsers: to guess nothing, to show it nowhere and to tell nobody.</summary>
internal static class ServerHeaders
{
    public static RequestDelegate Add(RequestDelegate next) => http =>
    {
        IHeaderDictionary headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        return next(http);
    };
}
