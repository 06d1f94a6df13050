using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Following;

namespace PolicyEngine.AspNetCore.Etcd;

/// <summary>Asks etcd servers by their JSON gateway. When one fails, the next request goes to the next.</summary>
internal sealed class EtcdApi(HttpClient client, IOptions<EtcdOptions> options)
{
    /// <summary>The name of its HTTP client.</summary>
    public const string ClientName = "PolicyEngine.Etcd";

    private const int Compacted = 11;
    private const int LongestLine = 64 * 1024 * 1024;
    private static readonly TimeSpan s_answerTime = TimeSpan.FromMinutes(1);

    private readonly EtcdOptions _options = options.Value;
    private int _server;
    private string? _token;

    /// <summary>Asks for one answer.</summary>
    /// <exception cref="ExpiredException">The revision asked for is compacted.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses.</exception>
    public async Task<JsonDocument> AskAsync(string path, JsonObject question, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_answerTime);
        using HttpResponseMessage response = await SendAsync(path, question, HttpCompletionOption.ResponseContentRead, patience.Token).ConfigureAwait(false);
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false));
    }

    /// <summary>Asks for answers without end, each a line.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refuses.</exception>
    /// <exception cref="TimeoutException">The server has been silent for too long.</exception>
    public async IAsyncEnumerable<JsonElement> StreamAsync(string path, JsonObject question, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using HttpResponseMessage response = await OpenAsync(path, question, cancellation).ConfigureAwait(false);
        Stream stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var lines = new LineReader(stream, LongestLine);
            while (await lines.ReadAsync(cancellation).WaitAsync(_options.LongestSilence, cancellation).ConfigureAwait(false) is { IsEmpty: false } line)
            {
                using JsonDocument answer = JsonDocument.Parse(line);
                if (answer.RootElement.TryGetProperty("error", out JsonElement error))
                {
                    throw new HttpRequestException($"the watch failed: {error}");
                }

                yield return answer.RootElement.GetProperty("result");
            }
        }
    }

    /// <summary>The beginning of an answer without end. A server that takes the question and says nothing has failed.</summary>
    private async Task<HttpResponseMessage> OpenAsync(string path, JsonObject question, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_answerTime);
        return await SendAsync(path, question, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, JsonObject question, HttpCompletionOption completion, CancellationToken cancellation)
    {
        try
        {
            _token ??= _options.UserName is { } user ? await AuthenticateAsync(user, cancellation).ConfigureAwait(false) : null;
            HttpResponseMessage response = await PostAsync(path, question, completion, cancellation).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                string told = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
                response.Dispose();
                _token = null;
                throw IsCompacted(told) ? new ExpiredException() : new HttpRequestException($"etcd answers {(int)response.StatusCode}: {told}", null, response.StatusCode);
            }

            return response;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            _server = (_server + 1) % _options.Servers.Count;
            throw;
        }
    }

    private static bool IsCompacted(string told)
    {
        try
        {
            return JsonNode.Parse(told)?["code"] is JsonValue code && code.TryGetValue(out int number) && number == Compacted;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task<string> AuthenticateAsync(string user, CancellationToken cancellation)
    {
        string password = (await File.ReadAllTextAsync(_options.PasswordFile!, cancellation).ConfigureAwait(false)).TrimEnd('\n', '\r');
        using HttpResponseMessage response = await PostAsync("v3/auth/authenticate", new JsonObject { ["name"] = user, ["password"] = password }, HttpCompletionOption.ResponseContentRead, cancellation).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false));
        return answer.RootElement.GetProperty("token").GetString()!;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, JsonObject question, HttpCompletionOption completion, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Servers[_server % _options.Servers.Count], path));
        request.Content = new StringContent(question.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        if (_token is { } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token);
        }

        return await client.SendAsync(request, completion, cancellation).ConfigureAwait(false);
    }
}
