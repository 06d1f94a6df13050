using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>Sends requests to an API server.</summary>
internal sealed class KubernetesClient(HttpClient client, IOptions<KubernetesOptions> options)
{
    /// <summary>Its name among the HTTP clients of the host.</summary>
    public const string Name = "PolicyEngine.Kubernetes";

    private readonly KubernetesOptions _options = options.Value;

    public async Task<HttpResponseMessage> GetAsync(string path, HttpCompletionOption completion, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_options.Address!, path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (_options.TokenFile is { } file)
        {
            string token = await File.ReadAllTextAsync(file, cancellation).ConfigureAwait(false);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        }

        return await client.SendAsync(request, completion, cancellation).ConfigureAwait(false);
    }
}
