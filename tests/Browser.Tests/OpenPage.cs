using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>A report in the browser, with what went wrong in it and what it tried to fetch.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly List<string> _troubles = [];

    public OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _troubles.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _troubles.Add($"error: {error}");
        page.Dialog += (_, dialog) => _troubles.Add($"dialog: {dialog.Message}");
        page.Request += (_, request) =>
        {
            if (!request.IsNavigationRequest)
            {
                _troubles.Add($"request: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    public ILocator this[string selector] => Page.Locator(selector);

    /// <summary>The cell that has the focus, as a screen reader tells it.</summary>
    public async Task<string> FocusAsync() => await Page.EvaluateAsync<string>("() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.id").ConfigureAwait(false);

    public async Task<byte[]> PictureAsync(string name, bool isWhole = false) =>
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(OneBrowser.Pictures, $"{name}.png"), FullPage = isWhole }).ConfigureAwait(false);

    /// <summary>Nothing went wrong, and nothing was fetched.</summary>
    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync().ConfigureAwait(false);
        Assert.Empty(_troubles);
    }
}
