using System.Text.Json;
using AspNetCore.Tests.Snapshots;

namespace AspNetCore.Tests.Api;

public sealed class ConsistencyTests
{
    [Fact]
    public async Task All_answers_of_a_list_are_of_the_revision_that_the_header_tells()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        string open = host.Snapshots.Current.RevisionId;
        string question = """{"from": "shop/batch", "to": "shop/redis", "port": 6379}""";
        string questions = $"[{string.Join(',', Enumerable.Repeat(question, 500))}]";
        using var asked = new CancellationTokenSource();
        Task changing = Task.Run(async () =>
        {
            for (bool isOpen = true; !asked.IsCancellationRequested; isOpen = !isOpen)
            {
                host.Source.Tell(false, [FakeSource.Policy("redis", isOpen ? "{podSelector: {}, ingress: [{}]}" : ApiHost.OnlyWebMayAsk)]);
                await Task.Delay(2);
            }
        });
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int round = 0; round < 40; round++)
        {
            (HttpResponseMessage response, JsonElement answers) = await host.PostAsync("/v1/can", questions);

            string verdict = Assert.Single(answers.EnumerateArray().Select(answer => answer.GetProperty("verdict").GetString()!).Distinct(StringComparer.Ordinal));
            string revision = response.Headers.GetValues("Policy-Revision").Single();
            Assert.Equal(seen.GetValueOrDefault(revision, verdict), verdict);
            seen[revision] = verdict;
        }

        await asked.CancelAsync();
        await changing;
        Assert.Equal("denied", seen.GetValueOrDefault(open, "denied"));
    }
}
