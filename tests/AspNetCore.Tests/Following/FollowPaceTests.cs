using System.Net;
using PolicyEngine.AspNetCore.Following;

namespace AspNetCore.Tests.Following;

public sealed class FollowPaceTests
{
    private static readonly FollowPace s_pace = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2));

    [Theory]
    [InlineData(5, 5)]
    [InlineData(3600, 30)]
    public void A_server_is_left_alone_for_as_long_as_it_wishes_but_not_for_ever(int wished, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), s_pace.PauseAfter(1, TimeSpan.FromSeconds(wished)));

    [Fact]
    public void A_wish_for_less_than_the_pause_there_is_anyway_changes_nothing() =>
        Assert.InRange(s_pace.PauseAfter(4, TimeSpan.FromSeconds(1)), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8));

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "7", 7)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "7", 7)]
    [InlineData(HttpStatusCode.TooManyRequests, null, null)]
    [InlineData(HttpStatusCode.InternalServerError, "7", null)]
    public void How_long_is_in_the_answer(HttpStatusCode status, string? header, int? seconds)
    {
        using var response = new HttpResponseMessage(status);
        if (header is not null)
        {
            response.Headers.Add("Retry-After", header);
        }

        Assert.Equal(seconds, BusyException.Of(response)?.Wait.TotalSeconds);
    }
}
