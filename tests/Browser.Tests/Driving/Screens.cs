using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

/// <summary>Pictures of the pages, to be looked at after the tests.</summary>
internal static class Screens
{
    /// <summary>$HOTARU_SCREENS, else a folder among the temporary files.</summary>
    public static readonly string Folder = Environment.GetEnvironmentVariable("HOTARU_SCREENS")
        ?? Path.Combine(Path.GetTempPath(), "hotaru-screens");

    public static async Task KeepAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = true });
    }
}
