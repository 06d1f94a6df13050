using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>The explorer while things happen to its server.</summary>
[Collection(OneBrowserGroup.Name)]
public sealed class LiveExplorerTests(OneBrowser browser)
{
    private const string Token = "a-token-that-is-long-enough";

    [BrowserFact]
    public async Task Changed_files_are_shown_and_broken_ones_held_back_and_what_was_typed_stays()
    {
        string folder = browser.Folder("live");
        browser.Write("live/cluster.yaml", await File.ReadAllTextAsync("samples/redis/cluster.yaml"));
        await using ExplorerPage page = await ExplorerPage.OpenAsync(browser, folder);
        await page["#ask-from"].FillAsync("half a na");
        await page["#edit-text"].FillAsync("# a remark");

        browser.Write("live/more.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: later, namespace: added}}");
        await page.SaysAsync("#grid", "added");

        Assert.Equal("half a na", await page["#ask-from"].InputValueAsync());
        Assert.Equal("# a remark", await page["#edit-text"].InputValueAsync());
        browser.Write("live/more.yaml", "{apiVersion: v1, kind: Pod, metadata: [}");
        Assert.Contains("more.yaml", await page.SaysAsync("#held li", "more.yaml"), StringComparison.Ordinal);
        Assert.Contains("added", await page["#grid"].InnerTextAsync(), StringComparison.Ordinal);
        await page["#grid .cell[aria-label^='shop to shop']"].ClickAsync();
        browser.Write("live/more.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: later, namespace: mended}}");
        await page["#held"].WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        await page["#filter-from"].FillAsync("frontend");
        await page.SaysAsync("#crumbs", "shop → shop");
        await page["#filter-from"].FillAsync("");
        await page["#crumbs button"].First.ClickAsync();
        await page.SaysAsync("#grid", "mended");
    }

    [BrowserFact]
    public async Task A_server_that_goes_is_missed_and_one_that_comes_back_is_found()
    {
        await using ExplorerPage page = await ExplorerPage.OpenAsync(browser, "samples/redis");
        page.ExpectsRefusals = true;
        await page.StopAsync();
        await page.SaysAsync("#live", "connection lost; trying again");
        await page.RestartAsync("samples/redis-calico");
        await page.SaysAsync("#live", "live");
        await page.SaysAsync("#summary", "projectcalico.org");
    }

    [BrowserFact]
    public async Task Where_a_token_is_wanted_the_page_asks_for_it_and_for_nothing_before()
    {
        string file = browser.Write("token", Token);
        await using ExplorerPage page = await ExplorerPage.StartAsync(browser, "samples/redis", "--token-file", file);
        page.ExpectsRefusals = true;
        await page.GoAsync();
        await page["#sign-in"].WaitForAsync();
        Assert.False(await page.Page.EvaluateAsync<bool>("() => 'ready' in document.documentElement.dataset"));

        await page.Page.Keyboard.TypeAsync("another token of some length");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SaysAsync("#sign-in-problem", "does not know this token");
        await page["#sign-in-problem"].WaitForAsync();
        await page.Page.Keyboard.TypeAsync(Token);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.ReadyAsync();

        await page.AskAsync("shop/batch-1", "shop/redis-0", "6379");
        await page.SaysAsync("#answer", "denied");
        Assert.DoesNotContain(Token, await page.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Names_in_the_input_are_text_and_nothing_else()
    {
        const string Evil = "<img src=x onerror=alert(1)>";
        string folder = browser.Folder(Evil);
        browser.Write($"{Evil}/cluster.yaml", $$$$"""
            {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, status: {podIP: 10.0.0.1}}
            ---
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: evil, namespace: shop}
            spec: {selector: "app == '{{{{Evil}}}}' || !has(a)", types: [Ingress], ingress: [{action: Deny, source: {selector: "app == '{{{{Evil}}}}'"}}]}
            """);
        await using ExplorerPage page = await ExplorerPage.OpenAsync(browser, folder);
        await page.AskAsync("10.9.9.9", "shop/web", "80");
        Assert.Contains($"{Evil}/cluster.yaml", await page.SaysAsync("#answer", "denied"), StringComparison.Ordinal);
        page.ExpectsRefusals = true;
        await page.AskAsync(Evil, "shop/web", "80");
        await page.SaysAsync("#answer", Evil);
        await page["#edit-text"].FillAsync($"{{apiVersion: v1, kind: Pod, metadata: {{name: \"{Evil}\", namespace: \"{Evil}\"}}}}");
        await page.SaysAsync("#edit-findings", Evil);
        browser.Write($"{Evil}/broken.yaml", $"kind: {{{Evil}");
        await page.SaysAsync("#held li", $"{Evil}/broken.yaml");
        Assert.Equal(0, await page["img"].CountAsync());
    }
}
