using System.Text.RegularExpressions;
using Hotaru.Testing;
using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

[Collection(HouseGroup.Name)]
public sealed class AlertsTests(HouseFixture house)
{
    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task TheRules_AreThereWithTheirAlerts(Device device)
    {
        await using var visit = await house.VisitAsync("alerts", device);
        await visit.SeeAsync("backup ended with exit code 3");
        await visit.SeeAsync("job_ended_with != 0");
        await visit.LeaveAsync("alerts");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Pending" }).ClickAsync();
        await visit.SeeAsync("TargetDown");
        await Assertions.Expect(visit.Main.GetByText("JobFailed")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("state=pending"));
    }

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task TheNotifications_ShowWhatFires(Device device)
    {
        await using var visit = await house.VisitAsync("notifications", device);
        await visit.SeeAsync("backup ended with exit code 3");
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Heading, new() { Name = "To nobody" }));
        await visit.LeaveAsync("notifications");
    }

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task ASilence_IsMadeFromAnAlertAndExpires(Device device)
    {
        await using var visit = await house.VisitAsync("alerts?search=backup", device);
        await visit.ClickAsync(AriaRole.Link, "Silence");
        await visit.SeeAsync("alert that fires now is met");
        await visit.Main.GetByLabel("Your name").FillAsync($"tester on {device}");
        await visit.Main.GetByLabel("Why").FillAsync("the disk is being swapped");
        await visit.LeaveAsync("silence-new");
        await visit.ClickAsync(AriaRole.Button, "Silence");
        var row = visit.Main.Locator("tr").Filter(new() { HasText = $"tester on {device}" });
        await visit.SeeAsync(row);
        await visit.LeaveAsync("silences");
        await row.GetByRole(AriaRole.Button, new() { Name = "Expire" }).ClickAsync();
        var question = visit.Page.GetByRole(AriaRole.Dialog);
        await question.GetByRole(AriaRole.Button, new() { Name = "Expire" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
    }

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task TheHistory_TellsWhatFiredAndWhoWasTold(Device device)
    {
        await using var visit = await house.VisitAsync("history", device);
        var row = visit.Main.Locator("tr").Filter(new() { HasText = "backup ended with exit code 3" });
        await visit.SeeAsync(row.GetByText("firing to ops/webhook/0"));
        await visit.SeeAsync(row.GetByText("delivered"));
        await visit.LeaveAsync("history");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Resolved" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
    }

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task AReceiver_IsTriedFromThePageAndTheLogSaysWhatBecameOfIt(Device device)
    {
        await using var visit = await house.VisitAsync("deliveries", device);
        await TryAsync(visit, "ops");
        await visit.SeeAsync("test delivered");
        Assert.Contains(house.Hook.Requests, r => r.Body.Contains("[TEST]", StringComparison.Ordinal));
        await TryAsync(visit, "broken");
        await visit.SeeAsync("test failed");
        var refused = visit.Main.Locator("tr").Filter(new() { HasText = "broken/webhook/0" });
        await visit.SeeAsync(refused.GetByText("Connection refused"));
        await visit.LeaveAsync("deliveries");
    }

    private static async Task TryAsync(Visit visit, string receiver)
    {
        var card = visit.Main.GetByLabel($"Receiver {receiver}", new() { Exact = true });
        await card.GetByRole(AriaRole.Button, new() { Name = "Test" }).ClickAsync();
        var question = visit.Page.GetByRole(AriaRole.Dialog);
        await question.GetByRole(AriaRole.Button, new() { Name = "Send the test" }).ClickAsync();
    }

    [FactWith(Chromium.Path)]
    public async Task OnItsOwnListener_OldLinksLeadToTheSilences()
    {
        var old = new Uri(house.Appliance.Alertmanager, "#/silences");
        await using var visit = await house.VisitAsync(old, Device.Desktop);
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Silences" }));
        await visit.LeaveAsync("silences-alone");
    }
}
