using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

/// <summary>Debian's own browser, driven; started once for all tests of a collection.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    public const string Path = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) =>
        (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Path, Args = Arguments });
        return new Chromium(playwright, browser);
    }

    public Task<IBrowserContext> LookAsync(Device device, ColorScheme scheme)
    {
        var isPhone = device == Device.Phone;
        return _browser.NewContextAsync(new()
        {
            ViewportSize = new()
            {
                Width = isPhone ? 390 : 1280,
                Height = isPhone ? 844 : 800,
            },
            IsMobile = isPhone,
            HasTouch = isPhone,
            ColorScheme = scheme,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
