using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>The body of a request, read whole.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="Problem">Why it was not read; null where it was.</param>
internal readonly record struct ApiBody(ReadOnlyMemory<byte> Content, Problem? Problem)
{
    private const string Json = "application/json";
    private const string Utf8 = "utf-8";

    /// <summary>Reads a body of JSON up to a limit.</summary>
    /// <param name="http">The request.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="isOptional">Whether it may be left out.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async ValueTask<ApiBody> ReadAsync(HttpContext http, int most, bool isOptional, CancellationToken cancellation)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }

        PipeReader reader = http.Request.BodyReader;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            if (read.Buffer.Length > most)
            {
                reader.AdvanceTo(read.Buffer.End);
                return new ApiBody(default, Problem.TooMuch(most, "bytes"));
            }

            if (read.IsCompleted)
            {
                byte[] content = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return (content.Length == 0 && isOptional) || IsJson(http.Request)
                    ? new ApiBody(content, null)
                    : new ApiBody(default, new Problem(StatusCodes.Status415UnsupportedMediaType, "CONTENT_TYPE_INVALID", $"the body is not said to be {Json} in UTF-8"));
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Whether a request says that its body is JSON, and not in another encoding. Pages of other sites cannot say so without being allowed to.</summary>
    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals(Utf8, StringComparison.OrdinalIgnoreCase));
}
