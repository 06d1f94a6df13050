using System.Net;

namespace Fuzzing.Tests;

/// <summary>Answers the first request, and is gone for all others.</summary>
internal sealed class CannedAnswer(byte[] body) : HttpMessageHandler
{
    private bool _isGiven;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpStatusCode status = _isGiven ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK;
        _isGiven = true;
        return Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(body) });
    }
}
