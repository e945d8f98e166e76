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

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task TheList_ShowsHowJobsStandAndTheirLastRuns(Device device)
    {
        var mine = $"list_{device}";
        for (var run = 0; run < 24; run++)
        {
            await house.PingAsync($"{mine}_good/start?create=1&rid={run}");
            await house.PingAsync($"{mine}_good/{(run == 11 ? 2 : 0)}?rid={run}");
        }

        await house.PingAsync($"{mine}_with_a_name_as_long_as_people_make_them/1?create=1&rid=1");
        await house.PingAsync($"{mine}_busy/start?create=1&rid=1");
        await using var visit = await house.VisitAsync("jobs", device);
        await visit.Main.GetByRole(AriaRole.Searchbox).FillAsync(mine);
        var rows = visit.Main.GetByRole(AriaRole.Row).Filter(new() { HasText = mine });
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await Assertions.Expect(rows.First).ToContainTextAsync("failed");
        var good = rows.Filter(new() { HasText = $"{mine}_good" });
        await visit.SeeAsync(good.GetByText("succeeded"));
        await visit.SeeAsync(good.GetByRole(AriaRole.Img, new() { NameRegex = new("24 runs") }));
        await visit.SeeAsync(rows.Filter(new() { HasText = $"{mine}_busy" }).GetByText("running"));
        await visit.LeaveAsync("jobs-list");
        await visit.Main.GetByRole(AriaRole.Button, new() { NameRegex = new("^Running") }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await visit.ClickAsync(AriaRole.Link, $"{mine}_busy");
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Heading, new() { Name = $"{mine}_busy" }));
        await visit.Page.GotoAsync(new Uri(house.Root, $"jobs?job={mine}_good").AbsoluteUri);
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Last 24 runs" }));
        await visit.LeaveAsync("job-trend");
        await house.PingAsync($"{mine}_with_a_name_as_long_as_people_make_them/0?rid=2");
        await house.PingAsync($"{mine}_busy/0?rid=1");
    }

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task AJob_IsDeclaredPausedAndDeletedOnThePage(Device device)
    {
        var job = $"declared_{device}";
        await using var visit = await house.VisitAsync("jobs", device);
        await visit.ClickAsync(AriaRole.Button, "Declare a job");
        await visit.Main.GetByLabel("Name", new() { Exact = true }).FillAsync(job);
        await visit.Main.GetByLabel("Schedule (cron)").FillAsync("30 2 * *");
        await visit.ClickAsync(AriaRole.Button, "Save");
        await visit.SeeAsync("a cron expression has five fields");
        await visit.Main.GetByLabel("Schedule (cron)").FillAsync("30 2 * * *");
        await visit.Main.GetByLabel("Its pushes are judged by").SelectOptionAsync("it failed if");
        await visit.Main.GetByLabel("Condition").FillAsync("result{step=\"copy\"} != 0");
        await visit.LeaveAsync("job-form", "400 (Bad Request)");
        await visit.ClickAsync(AriaRole.Button, "Save");
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Heading, new() { Name = job }));
        await house.PushAsync($"job/{job}", "result{step=\"copy\"} 1\n");
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Link, new() { NameRegex = new("^Incident") }));
        await visit.ClickAsync(AriaRole.Button, "Pause");
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Button, new() { Name = "Resume" }));
        await visit.LeaveAsync("job-declared", "400 (Bad Request)");
        await visit.ClickAsync(AriaRole.Button, "Delete");
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" })
            .ClickAsync();
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Heading, new() { Name = "Jobs" }));
        await Assertions.Expect(visit.Main.GetByText(job)).ToHaveCountAsync(0);
    }

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task AMonth_IsSummedUp(Device device)
    {
        var job = $"monthly_{device}";
        await house.PingAsync($"{job}/0?create=1&rid=1");
        await house.PingAsync($"{job}/3?rid=2");
        await house.PingAsync($"{job}/0?rid=3");
        await using var visit = await house.VisitAsync("jobs?view=month", device);
        await visit.SeeAsync(job);
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Link, new() { Name = "Save as CSV" }));
        await visit.LeaveAsync("month");
    }
}
