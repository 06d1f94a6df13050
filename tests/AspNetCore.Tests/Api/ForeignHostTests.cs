using System.Net;
using System.Text.Json;
using AspNetCore.Tests.Snapshots;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection;
using PolicyEngine.AspNetCore.Api;

namespace AspNetCore.Tests.Api;

public sealed class ForeignHostTests
{
    [Fact]
    public async Task A_host_that_is_not_served_is_a_problem_like_others()
    {
        await using WebApplication app = await SourcedServer.StartAsync(
            new FakeSource(),
            [FakeSource.Pod("web")],
            services => services.Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = ["127.0.0.1"]).AddPolicyApi(),
            app => app.UsePolicyProblems().UseHostFiltering());
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{app.Urls.Single()}/v1/snapshot"));
        request.Headers.Host = "elsewhere.example";
        using HttpResponseMessage response = await client.SendAsync(request);
        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("BAD_REQUEST", problem.RootElement.GetProperty("code").GetString());
        Assert.Contains("elsewhere.example", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
