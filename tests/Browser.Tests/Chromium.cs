namespace Browser.Tests;

/// <summary>The browser that the tests drive, where the machine has one.</summary>
internal static class Chromium
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Its file; null where there is none.</summary>
    public static string? File { get; } = s_places.FirstOrDefault(System.IO.File.Exists);

    /// <summary>Why tests are skipped; null where they are not.</summary>
    public static string? Missing => File is null ? "chromium is not installed: apt-get install chromium" : null;
}
