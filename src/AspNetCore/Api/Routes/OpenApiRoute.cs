using Microsoft.AspNetCore.Http;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Hands out the description of the API.</summary>
internal static class OpenApiRoute
{
    private const string Resource = "Api/openapi.json";

    private static readonly Lazy<byte[]> s_document = new(Read);

    public static async ValueTask<Problem?> GetAsync(ApiCall call)
    {
        HttpResponse response = call.Answer("application/json");
        await response.Body.WriteAsync(s_document.Value, call.Cancellation).ConfigureAwait(false);
        return null;
    }

    private static byte[] Read()
    {
        using Stream stream = typeof(OpenApiRoute).Assembly.GetManifestResourceStream(Resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
