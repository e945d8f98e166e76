using Hotaru.Testing;
using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

/// <summary>What the public sees of jobs: a page without scripts, and badges on other people's pages.
/// </summary>
[Collection(HouseGroup.Name)]
public sealed class PublicPageTests(HouseFixture house) : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium.Path)) return;
        var series = Guid.NewGuid().ToString("N");
        foreach (var job in HouseFixture.Public.Where(job => job != "attic_weekly"))
        {
            for (var run = 0; run < 24; run++)
            {
                var code = (run == 7 || run == 23) && job == "attic_mail" ? 1 : 0;
                await house.PingAsync($"{job}/{code}?create=1&rid={series}-{run}");
            }
        }
    }

    /// <summary>Closes the incident: the other tests count what is wrong.</summary>
    public Task DisposeAsync() =>
        File.Exists(Chromium.Path) ? house.PingAsync("attic_mail") : Task.CompletedTask;

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop, ColorScheme.Light)]
    [InlineData(Device.Phone, ColorScheme.Dark)]
    public async Task ThePublicPage_SaysWhatIsWrongAndNothingElse(Device device, ColorScheme scheme)
    {
        await using var visit = await house.VisitAsync("public/", device, scheme);
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Jobs of the attic" }));
        await visit.SeeAsync("One job needs attention");
        var jobs = visit.Main.GetByRole(AriaRole.Listitem);
        await Assertions.Expect(jobs).ToHaveCountAsync(HouseFixture.Public.Count);
        // What is wrong stands first.
        await Assertions.Expect(jobs.First).ToContainTextAsync("attic_mail");
        await Assertions.Expect(jobs.First).ToContainTextAsync("failing");
        await visit.SeeAsync(jobs.First.GetByRole(
            AriaRole.Img, new() { Name = "2 of the last 24 runs failed" }));
        await Assertions.Expect(visit.Main.GetByText("ann")).ToHaveCountAsync(0);
        await visit.LeaveAsync($"public-{scheme}");
    }

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    public async Task ABadge_IsAPictureOnAnyPage(Device device)
    {
        await using var visit = await house.VisitAsync("public/", device);
        // One that the public may not see is answered by a picture as well, which says nothing.
        var badges = HouseFixture.Public.Append("unheard_of").Select(job =>
            $"<p><img alt='{job}' src='{new Uri(house.Root, $"public/badge/{job}.svg").AbsoluteUri}'></p>");
        // Another page, as of somebody else.
        var page = await visit.Page.Context.NewPageAsync();
        await page.SetContentAsync($"<html lang='en'><main>{string.Concat(badges)}</main></html>");
        var pictures = page.GetByRole(AriaRole.Img);
        await Assertions.Expect(pictures).ToHaveCountAsync(HouseFixture.Public.Count + 1);
        foreach (var picture in await pictures.AllAsync())
            Assert.True(await picture.EvaluateAsync<bool>("e => e.decode().then(() => e.naturalWidth > 60)"));
        await Screens.KeepAsync(page, "badges");
    }
}
