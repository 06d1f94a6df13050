using System.Net;

namespace PolicyEngine.AspNetCore.Following;

/// <summary>A server has too much to do, and says how long to leave it alone.</summary>
internal sealed class BusyException : HttpRequestException
{
    public BusyException()
    {
    }

    public BusyException(string message)
        : base(message)
    {
    }

    public BusyException(string message, Exception inner)
        : base(message, inner)
    {
    }

    private BusyException(HttpStatusCode status, TimeSpan wait)
        : base($"the server answers {(int)status} and wants to be left alone for {wait}", null, status) => Wait = wait;

    /// <summary>For how long.</summary>
    public TimeSpan Wait { get; }

    /// <summary>What an answer says; null where it says nothing of the kind.</summary>
    public static BusyException? Of(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter?.Delta is { } wait
            ? new BusyException(response.StatusCode, wait)
            : null;
}
