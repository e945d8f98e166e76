using Hotaru.Testing;
using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

[Collection(HouseGroup.Name)]
public sealed class JobsTests(HouseFixture house)
{
    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task AFailedJob_LeadsToItsIncidentWhereANoteIsWritten(Device device)
    {
        var job = $"nightly_{device}";
        await house.PingAsync($"{job}/start?create=1&rid=1");
        await house.PingAsync($"{job}/0?rid=1");
        await house.PingAsync($"{job}/4?rid=2");
        await using var visit = await house.VisitAsync("jobs", device);
        await visit.SeeAsync(job);
        await visit.LeaveAsync("jobs");
        await visit.ClickAsync(AriaRole.Link, job);
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Last 2 runs" }));
        await visit.LeaveAsync("job");
        await visit.Main.GetByRole(AriaRole.Link, new() { NameRegex = new("^Incident") }).First.ClickAsync();
        var timeline = visit.Main.GetByRole(AriaRole.List, new() { Name = "Timeline" });
        await visit.SeeAsync(timeline.GetByText("exit code 4"));
        await visit.Main.GetByLabel("Your name").FillAsync("ann");
        await visit.Main.GetByLabel("Note").FillAsync("the tape was full");
        await visit.ClickAsync(AriaRole.Button, "Write");
        await visit.SeeAsync(timeline.GetByText("the tape was full"));
        await visit.LeaveAsync("incident");
        await house.PingAsync($"{job}/0?rid=3");
        var state = visit.Main.GetByRole(AriaRole.Region, new() { Name = "Incident" });
        await visit.SeeAsync(state.GetByText("closed"));
        await visit.Page.GotoAsync(new Uri(house.Root, "incidents").AbsoluteUri);
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Closed" }).ClickAsync();
        await visit.SeeAsync(job);
        await visit.LeaveAsync("incidents");
    }
}
