using System.Diagnostics;
using Microsoft.Playwright;
using PolicyEngine;

namespace Browser.Tests;

/// <summary>The page as people use it: by mouse, by keyboard, in the dark and on paper.</summary>
[Collection(OneBrowserGroup.Name)]
public sealed class PageTests(OneBrowser browser)
{
    private static readonly string[] s_redis = ["samples/redis"];
    private static readonly string[] s_change = ["samples/redis", "--without", "networkpolicy/shop/redis-from-frontend"];

    [BrowserFact]
    public async Task The_map_opens_from_namespaces_to_workloads_to_pods_and_back_by_keyboard()
    {
        await using OpenPage page = await browser.OpenAsync(s_redis);
        await page["#grid .cell[tabindex='0']"].FocusAsync();
        string[] namespaces = [.. await page["#grid .side"].AllInnerTextsAsync()];
        Assert.Equal(["dev", "shop", "outside"], namespaces);
        Assert.StartsWith("dev to shop", await page.FocusAsync(), StringComparison.Ordinal);
        await page.Page.Keyboard.PressAsync("ArrowDown");
        Assert.StartsWith("shop to shop: something for", await page.FocusAsync(), StringComparison.Ordinal);
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Contains("Deployment/frontend (2 pods)", await page["#grid .side"].AllInnerTextsAsync(), StringComparer.Ordinal);
        await page.Page.Keyboard.PressAsync("Control+Home");
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal(2, await page["#crumbs button"].CountAsync());
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Keyboard.PressAsync("Escape");
        Assert.StartsWith("shop to shop", await page.FocusAsync(), StringComparison.Ordinal);
        await page.Page.Keyboard.PressAsync("End");
        Assert.StartsWith("shop to outside", await page.FocusAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task The_skip_link_comes_first_and_all_controls_are_in_reach_of_the_tabulator()
    {
        await using OpenPage page = await browser.OpenAsync(s_redis);
        var seen = new List<string>();
        for (int step = 0; step < 14; step++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            seen.Add(await page.Page.EvaluateAsync<string>("() => document.activeElement.id || document.activeElement.getAttribute('href') || document.activeElement.className"));
        }

        Assert.Equal("#main", seen[0]);
        Assert.All((string[])["theme", "filter-from", "filter-to", "fold", "ask-from"], wanted => Assert.Contains(wanted, seen, StringComparer.Ordinal));
        Assert.Contains(seen, name => name.StartsWith("cell", StringComparison.Ordinal));
        string outline = await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle");
        Assert.NotEqual("none", outline, StringComparer.Ordinal);
    }

    [BrowserFact]
    public async Task The_search_narrows_rows_and_columns_by_name_of_pod_and_by_address()
    {
        await using OpenPage page = await browser.OpenAsync(s_redis);
        await page["#filter-to"].FillAsync("redis-0");
        await page["#grid .top"].Nth(1).WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        Assert.Equal(["shop"], await page["#grid .top span"].AllInnerTextsAsync());
        await page["#filter-to"].FillAsync("no such thing");
        await page["#grid .top"].First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        Assert.Contains("Nothing matches", await page["#detail"].InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task The_panel_answers_with_both_halves_the_rule_and_its_place()
    {
        await using OpenPage page = await browser.OpenAsync(s_redis);
        await page["#ask-from"].FillAsync("deploy/shop/frontend");
        await page["#ask-to"].FillAsync("svc/shop/redis");
        await page["#ask-port"].FillAsync("6379");
        await page["#ask-port"].PressAsync("Enter");
        string answer = await page["#answer"].InnerTextAsync();
        Assert.StartsWith("allowed", answer, StringComparison.Ordinal);
        Assert.All(
            ["EGRESS_NOT_ISOLATED", "ADMITTED_BY_RULE", "NetworkPolicy/shop/redis-from-frontend ingress[0]", "samples/redis/policies.yaml:14:7"],
            part => Assert.Contains(part, answer, StringComparison.Ordinal));
        await page["#ask-from"].FillAsync("shop/batch-1");
        await page["#ask button"].ClickAsync();
        Assert.StartsWith("denied", await page["#answer"].InnerTextAsync(), StringComparison.Ordinal);
        await page["#ask-from"].FillAsync("shop/redis-0");
        await page["#ask-to"].FillAsync("shop/redis-0");
        await page["#ask button"].ClickAsync();
        Assert.StartsWith("not-applicable", await page["#answer"].InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData(ColorScheme.Light, "light")]
    [InlineData(ColorScheme.Dark, "dark")]
    public async Task It_follows_the_colours_of_the_system_and_its_own_switch(ColorScheme scheme, string name)
    {
        await using OpenPage page = await browser.OpenAsync(s_change, scheme);
        string before = await PaperAsync(page);
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(20, 23, 28)" : "rgb(255, 255, 255)", before);
        await page["#ask-from"].FillAsync("dev/tool-0");
        await page["#ask-to"].FillAsync("shop/redis-0");
        await page["#ask-port"].FillAsync("6379");
        await page["#ask button"].ClickAsync();
        await page.Page.EvaluateAsync("() => scrollTo(0, 0)");
        await page.PictureAsync($"redis-{name}", isWhole: true);
        await page["#theme"].ClickAsync();
        await page["#theme"].ClickAsync();
        Assert.Equal("rgb(20, 23, 28)", await PaperAsync(page));
        Assert.Equal("Theme: dark", await page["#theme"].InnerTextAsync());
    }

    [BrowserFact]
    public async Task Paper_has_lists_in_place_of_the_board_and_no_controls()
    {
        await using OpenPage page = await browser.OpenAsync(s_change, ColorScheme.Dark);
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await page["#print-list table"].WaitForAsync();
        Assert.Equal("rgb(255, 255, 255)", await PaperAsync(page));
        Assert.All(await Task.WhenAll(new[] { "#grid", "#ask", "#theme", "header nav" }.Select(part => page[part].IsVisibleAsync())), Assert.False);
        Assert.Contains("Deployment/shop/frontend", await page["#print-list"].InnerTextAsync(), StringComparison.Ordinal);
        await page.PictureAsync("redis-print", isWhole: true);
    }

    [BrowserFact]
    public async Task Changes_have_their_cause_and_a_flow_that_shows_them()
    {
        await using OpenPage page = await browser.OpenAsync(s_change);
        string changes = await page["#changes"].InnerTextAsync();
        Assert.Contains("NetworkPolicy/shop/redis-from-frontend is gone", changes, StringComparison.Ordinal);
        Assert.Contains("dev/tool-0 → shop/redis-0", changes, StringComparison.Ordinal);
        Assert.Contains("NO_RULE_MATCHES_PEER", changes, StringComparison.Ordinal);
        await page["#changes-search"].FillAsync("tool-0");
        await page["#changes-list article"].Nth(1).WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        Assert.StartsWith("1 added", await page["#changes-count"].InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Findings_show_their_lines_and_are_searched()
    {
        string dangling = browser.Write("dangling.yaml", """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: dangling, namespace: shop}
            spec: {podSelector: {matchLabels: {app: gone}}}
            """);
        await using OpenPage page = await browser.OpenAsync([.. s_redis, dangling]);
        ILocator finding = page["#lint-list article"].Filter(new LocatorFilterOptions { HasText = "NetworkPolicy/shop/dangling" }).First;
        Assert.Contains("metadata: {name: dangling, namespace: shop}", await finding.Locator(".line.on").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("dangling", await finding.Locator("mark").InnerTextAsync());
        await finding.Locator("summary").ClickAsync();
        Assert.True(await finding.Locator(".explain").IsVisibleAsync());
        await finding.ScrollIntoViewIfNeededAsync();
        await page.PictureAsync("findings-light");
        await page["#lint-search"].FillAsync("surely no finding says this");
        await page["#lint-list article"].First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        Assert.StartsWith("0 of", await page["#lint-count"].InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Names_in_the_input_are_text_and_nothing_else()
    {
        const string Evil = "</script><img src=x onerror=alert(1)>";
        string cluster = browser.Write("evil.yaml", $$$$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: "{{{{Evil}}}}", namespace: "<b>__proto__", labels: {app: "{{{{Evil}}}}"}}
            status: {podIP: 10.0.0.1}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: "{{{{Evil}}}}", namespace: "<b>__proto__"}
            spec: {podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: "{{{{Evil}}}}"}}}]}]}
            """);
        await using OpenPage page = await browser.OpenAsync([cluster]);
        Assert.Equal(0, await page["img"].CountAsync());
    }

    [BrowserFact]
    public async Task Five_thousand_pods_open_fast_and_answer_as_the_engine_does()
    {
        string cluster = browser.Write("large.jsonl", LargeCluster.Json());
        string report = browser.Report([cluster]);
        Assert.True(new FileInfo(report).Length < 15_000_000, $"the page has {new FileInfo(report).Length} bytes");
        var watch = Stopwatch.StartNew();
        await using OpenPage page = await browser.OpenAsync([cluster]);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"opening took {watch.Elapsed}");
        Assert.InRange(await page["#grid .cell"].CountAsync(), 100, 3000);
        await page["#grid .cell[tabindex='0']"].FocusAsync();
        await page.Page.Keyboard.PressAsync("Control+End");
        Assert.StartsWith("outside to outside", await page.FocusAsync(), StringComparison.Ordinal);
        await page.Page.Keyboard.PressAsync("Control+Home");
        await page.PictureAsync("large-namespaces");
        watch.Restart();
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.StartsWith("StatefulSet/", await page.FocusAsync(), StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"a pair of namespaces took {watch.Elapsed}");
        await page.PictureAsync("large-workloads");
        await QuestionTests.CompareAsync(page, new PolicyLoader().LoadPaths([cluster]).Snapshot, 200);
    }

    private static Task<string> PaperAsync(OpenPage page) => page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
}
