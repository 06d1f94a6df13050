using Microsoft.Playwright;
using PolicyEngine;
using PolicyEngine.Compilation;
using PolicyEngine.Json;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace Browser.Tests;

/// <summary>The explorer: the page of <c>netpol serve</c>.</summary>
[Collection(OneBrowserGroup.Name)]
public sealed class ExplorerTests(OneBrowser browser)
{
    private const string Redis = "samples/redis";

    private const string Dangling = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: redis-from-frontend
          namespace: shop
        spec:
          podSelector:
            matchLabels: {app: gone}
        """;

    [BrowserFact]
    public async Task It_shows_the_map_and_answers_as_the_tool_does_with_the_policy_a_step_away()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync(browser, Redis);
        Assert.Equal(["dev", "shop", "outside"], await page["#grid .side"].AllInnerTextsAsync());

        await page.AskAsync("shop/batch-1", "shop/redis-0", "6379");
        string answer = await page.SaysAsync("#answer", "denied");

        Assert.Contains("NO_RULE_MATCHES_PEER", answer, StringComparison.Ordinal);
        Assert.Contains("pod label app is batch; it takes pod label app is frontend", answer, StringComparison.Ordinal);
        Assert.StartsWith("live", await page["#live"].InnerTextAsync(), StringComparison.Ordinal);
        await page["#answer button"].Filter(new LocatorFilterOptions { HasText = "samples/redis/policies.yaml:14" }).ClickAsync();
        await page.SaysAsync("#edit-count", "Nothing changes");
        Assert.StartsWith("apiVersion: networking.k8s.io/v1", await page["#edit-text"].InputValueAsync(), StringComparison.Ordinal);
        Assert.StartsWith("    - from:", await page.Page.EvaluateAsync<string>("() => getSelection().toString()"), StringComparison.Ordinal);
        await page.PictureAsync("explorer-answer");
    }

    [BrowserFact]
    public async Task All_sorts_of_parties_are_answered_about_as_the_engine_does()
    {
        PolicySnapshot snapshot = new PolicyLoader().LoadPaths([Redis]).Snapshot;
        await using ExplorerPage page = await ExplorerPage.OpenAsync(browser, Redis);
        foreach ((string from, string to, string port) in (IEnumerable<(string, string, string)>)
        [
            ("deploy/shop/frontend", "svc/shop/redis", "6379"), ("ns/shop", "ns/shop", "6379"), ("8.8.8.8", "shop/redis-0", "6379"), ("shop/redis-0", "203.0.113.0/24", "443"), ("shop/web-0", "shop/web-0", "80"),
        ])
        {
            Answer expected = snapshot.Ask(new Query { From = from, To = to, Protocols = [Protocol.Tcp], Port = port });
            await page.AskAsync(from, to, port);
            string answer = await page.SaysAsync("#answer", $"{from} → {to}, TCP {port}");

            Assert.StartsWith(ResultWords.Of(expected.Verdict), answer, StringComparison.Ordinal);
            Assert.All(expected.Parts, part => Assert.Contains(part.Ingress.Reason.ToText(), answer, StringComparison.Ordinal));
        }
    }

    [BrowserFact]
    public async Task Names_are_completed_and_the_form_is_used_by_keyboard()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync(browser, Redis);
        await page["#ask-from"].FocusAsync();
        await page.Page.Keyboard.TypeAsync("batch");
        await page["#names-from option[value='shop/batch-1']"].WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await page["#ask-from"].FillAsync("shop/batch-1");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync("svc/");
        await page["#names-to option[value='svc/shop/redis']"].WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await page.Page.Keyboard.TypeAsync("shop/redis");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync("6379");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SaysAsync("#answer", "denied");
    }

    [BrowserFact]
    public async Task A_packet_is_followed_hop_by_hop_to_where_it_is_lost()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync(browser, "samples/network");
        await page.AskAsync("shop/web-0", "shop/redis-0", "6379");
        await page["#walk-ask"].ClickAsync();
        await page.SaysAsync("#walk-way", "lost outside");

        Assert.Equal(["shop/web-0", "node w1", "router", "outside"], await page["#walk-way .hop h4"].AllInnerTextsAsync());
        Assert.Contains("is not on the network between nodes", await page["#walk-way .hop.lost"].InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("in vxlan: 10.244.1.2 → 10.244.2.5", await page["#walk-way .wire.wrapped"].Last.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("egress of shop/web-0: allow", await page["#walk-way"].InnerTextAsync(), StringComparison.Ordinal);
        await page.PictureAsync("explorer-walk");
    }

    [BrowserFact]
    public async Task The_editor_tells_of_findings_and_of_what_would_change_as_one_writes()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync(browser, Redis);
        await page["#edit-text"].FillAsync(Dangling);
        await page.SaysAsync("#edit-findings", "line 4");
        string changes = await page.SaysAsync("#edit-changes", "shop/redis-0");

        Assert.Contains("NetworkPolicy/shop/redis-from-frontend is edited", changes, StringComparison.Ordinal);
        Assert.Contains("connections would change", await page["#edit-count"].InnerTextAsync(), StringComparison.Ordinal);
        await page["#edit-findings button"].First.ClickAsync();
        Assert.StartsWith("  name: redis", await page.Page.EvaluateAsync<string>("() => getSelection().toString()"), StringComparison.Ordinal);
        await page.PictureAsync("explorer-editor");

        page.ExpectsRefusals = true;
        await page["#edit-text"].FillAsync("kind: NetworkPolicy\nspec: {podSelector: [}");
        Assert.Contains("error", await page.SaysAsync("#edit-findings", "line 2"), StringComparison.Ordinal);
        Assert.Equal(0, await page["#edit-changes article"].CountAsync());

        await page["#edit-name"].FillAsync("networkpolicy/shop/redis-from-frontend");
        await page["#edit-without"].CheckAsync();
        await page.SaysAsync("#edit-changes", "NetworkPolicy/shop/redis-from-frontend is gone");
    }
}
