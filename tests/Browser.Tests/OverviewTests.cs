using System.Globalization;
using Hotaru.Testing;
using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

[Collection(HouseGroup.Name)]
public sealed class OverviewTests(HouseFixture house)
{
    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task TheOverview_SaysWhatIsWrongSinceWhenAndWhy(Device device)
    {
        await using var visit = await house.VisitAsync("", device);
        var lamp = visit.Main.GetByRole(AriaRole.Region, new() { Name = "Lamp" });
        await visit.SeeAsync(lamp.GetByRole(AriaRole.Heading).Filter(new() { HasText = "1 critical" }));
        await visit.SeeAsync(lamp.GetByText("since 20"));
        await visit.SeeAsync(lamp.GetByText("backup ended with exit code 3"));
        await visit.SeeAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Lamp: Critical" }));
        await visit.SeeAsync(Card(visit, "Last pushes").GetByText("backup"));
        await visit.SeeAsync(Card(visit, "Targets").GetByText(" of 4 up"));
        await visit.SeeAsync(Card(visit, "Targets").GetByText("127.0.0.1:1"));
        await visit.SeeAsync(Card(visit, "The Pi").GetByText("Memory"));
        await visit.SeeAsync(Card(visit, "Hotaru itself").GetByText("storage"));
        await visit.LeaveAsync("overview");
    }

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task TheOverview_IsAsGoodInTheDark(Device device)
    {
        await using var visit = await house.VisitAsync("", device, ColorScheme.Dark);
        await visit.SeeAsync("backup ended with exit code 3");
        var ground = await visit.Page.EvaluateAsync<string>(
            "getComputedStyle(document.documentElement).backgroundColor");
        var parts = ground[(ground.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(',');
        Assert.True(parts.Take(3).Sum(p => int.Parse(p, CultureInfo.InvariantCulture)) < 150, ground);
        await visit.LeaveAsync("overview-dark");
    }

    [FactWith(Chromium.Path)]
    public async Task AFailingPush_ShowsWithoutAReload()
    {
        await using var visit = await house.VisitAsync("", Device.Desktop);
        await visit.SeeAsync("backup ended with exit code 3");
        await house.PushAsync("job/sudden", "job_ended_with 7\n");
        await visit.SeeAsync("sudden ended with exit code 7");
        await house.PushAsync("job/sudden", "job_ended_with 0\n");
        var gone = Assertions.Expect(visit.Main.GetByText("sudden ended with exit code 7"));
        await gone.ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await visit.LeaveAsync("overview-live");
    }

    [FactWith(Chromium.Path)]
    public async Task TheKeyboard_ReachesTheContentFirst()
    {
        await using var visit = await house.VisitAsync("", Device.Desktop);
        await visit.SeeAsync("backup ended with exit code 3");
        await visit.Page.Keyboard.PressAsync("Tab");
        var skip = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" });
        await Assertions.Expect(skip).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Main).ToBeFocusedAsync();
    }

    private static ILocator Card(Visit visit, string name) =>
        visit.Main.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });
}
