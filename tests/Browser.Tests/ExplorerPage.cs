using Microsoft.Playwright;
using TestKit;

namespace Browser.Tests;

/// <summary>The explorer in the browser, with its server and what went wrong in it.</summary>
internal sealed class ExplorerPage : IAsyncDisposable
{
    private readonly Uri _address;
    private readonly List<string> _troubles = [];
    private ServeProcess _server;

    private ExplorerPage(ServeProcess server, IPage page)
    {
        (_server, _address, Page) = (server, server.Address, page);
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"error: {error}");
        page.Dialog += (_, dialog) => Note(true, $"dialog: {dialog.Message}");
        page.Request += (_, request) => Note(!request.Url.StartsWith(server.Address.AbsoluteUri, StringComparison.Ordinal), $"request: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>Whether failed requests are no trouble: the browser tells of each on its console.</summary>
    public bool ExpectsRefusals { get; set; }

    public ILocator this[string selector] => Page.Locator(selector);

    /// <summary>Starts a server with these arguments, and opens its page, which shows the data.</summary>
    public static async Task<ExplorerPage> OpenAsync(OneBrowser browser, params string[] arguments)
    {
        ExplorerPage page = await StartAsync(browser, arguments).ConfigureAwait(false);
        await page.GoAsync().ConfigureAwait(false);
        await page.ReadyAsync().ConfigureAwait(false);
        return page;
    }

    /// <summary>Starts a server with these arguments.</summary>
    public static async Task<ExplorerPage> StartAsync(OneBrowser browser, params string[] arguments) => new(
        await ServeProcess.StartAsync([.. arguments, "--urls", "http://127.0.0.1:0"]).ConfigureAwait(false),
        await browser.NewPageAsync(ColorScheme.Light).ConfigureAwait(false));

    /// <summary>Opens its page.</summary>
    public Task GoAsync() => Page.GotoAsync(_address.AbsoluteUri);

    /// <summary>Waits until it shows data.</summary>
    public Task ReadyAsync() =>
        this["html[data-ready=yes]"].WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

    /// <summary>Waits until a part of the page says something.</summary>
    public async Task<string> SaysAsync(string selector, string text)
    {
        ILocator part = this[selector].Filter(new LocatorFilterOptions { HasText = text }).First;
        await part.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached }).ConfigureAwait(false);
        return await part.InnerTextAsync().ConfigureAwait(false);
    }

    /// <summary>Asks in the form.</summary>
    public async Task AskAsync(string from, string to, string port)
    {
        await this["#ask-from"].FillAsync(from).ConfigureAwait(false);
        await this["#ask-to"].FillAsync(to).ConfigureAwait(false);
        await this["#ask-port"].FillAsync(port).ConfigureAwait(false);
        await this["#ask button[type=submit]"].ClickAsync().ConfigureAwait(false);
    }

    public Task PictureAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(OneBrowser.Pictures, $"{name}.png"), FullPage = true });

    /// <summary>Ends the server.</summary>
    public Task StopAsync() => _server.InterruptAsync();

    /// <summary>Starts another server in the same place.</summary>
    public async Task RestartAsync(params string[] arguments)
    {
        _server.Dispose();
        _server = await ServeProcess.StartAsync([.. arguments, "--urls", _address.GetLeftPart(UriPartial.Authority)]).ConfigureAwait(false);
    }

    /// <summary>Nothing went wrong, and nobody but the server was asked.</summary>
    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync().ConfigureAwait(false);
        _server.Dispose();
        Assert.Empty(_troubles);
    }

    private void Note(bool isTrouble, string text)
    {
        if (isTrouble && !(ExpectsRefusals && text.StartsWith("console: Failed to load resource", StringComparison.Ordinal)))
        {
            _troubles.Add(text);
        }
    }
}
