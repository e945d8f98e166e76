using Hotaru.Testing;
using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

[Collection(HouseGroup.Name)]
public sealed class StatusTests(HouseFixture house)
{
    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task TheStatus_TellsVersionConfigurationFlagsAndStorage(Device device)
    {
        await using var visit = await house.VisitAsync("status", device);
        await visit.SeeAsync("Version");
        await visit.SeeAsync("Working directory");
        await visit.LeaveAsync("status");
        await visit.ClickAsync(AriaRole.Link, "Configuration");
        await visit.SeeAsync("scrape_configs");
        await visit.LeaveAsync("status-configuration");
        await visit.ClickAsync(AriaRole.Link, "Flags");
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Region, new() { Name = "Flags" }).Locator("dt"));
        await visit.LeaveAsync("status-flags");
        await visit.ClickAsync(AriaRole.Link, "Storage");
        await visit.SeeAsync("Metrics with the most series");
        await visit.LeaveAsync("status-storage");
    }
}
