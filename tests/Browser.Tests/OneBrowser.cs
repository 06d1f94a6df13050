using Microsoft.Playwright;
using PolicyEngine.Cli;

namespace Browser.Tests;

/// <summary>One browser for all tests, and a folder with the reports they look at.</summary>
public sealed class OneBrowser : IAsyncLifetime
{
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage",
    ];

    private readonly Dictionary<string, string> _reports = new(StringComparer.Ordinal);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netpol-browser-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where pictures go that people look at.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine("artifacts", "report-screenshots")).FullName;

    public async Task InitializeAsync()
    {
        if (Chromium.File is { } file)
        {
            _playwright = await Playwright.CreateAsync().ConfigureAwait(false);
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = file, Args = s_arguments }).ConfigureAwait(false);
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync().ConfigureAwait(false);
        }

        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Writes a report with these arguments, once, and opens it.</summary>
    internal async Task<OpenPage> OpenAsync(IEnumerable<string> arguments, ColorScheme scheme = ColorScheme.Light)
    {
        string file = Report(arguments);
        IPage page = await NewPageAsync(scheme).ConfigureAwait(false);
        var open = new OpenPage(page);
        await page.GotoAsync(new Uri(file).AbsoluteUri).ConfigureAwait(false);
        await page.Locator("html[data-ready=yes]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached }).ConfigureAwait(false);
        return open;
    }

    /// <summary>A page that shares nothing with others.</summary>
    internal async Task<IPage> NewPageAsync(ColorScheme scheme)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = 1360, Height = 900 },
        }).ConfigureAwait(false);
        return await context.NewPageAsync().ConfigureAwait(false);
    }

    /// <summary>The file of a report with these arguments.</summary>
    internal string Report(IEnumerable<string> arguments)
    {
        string[] given = [.. arguments];
        string key = string.Join(' ', given);
        if (!_reports.TryGetValue(key, out string? file))
        {
            file = Path.Combine(_folder.FullName, $"report-{_reports.Count}.html");
            using var error = new StringWriter();
            int status = NetpolApp.Run(["report", "-o", file, .. given], TextReader.Null, TextWriter.Null, error);
            Assert.True(status == 0, error.ToString());
            _reports.Add(key, file);
        }

        return file;
    }

    /// <summary>A folder of this test run.</summary>
    internal string Folder(string name) => _folder.CreateSubdirectory(name).FullName;

    /// <summary>A file of this test run.</summary>
    internal string Write(string name, string text)
    {
        string file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
