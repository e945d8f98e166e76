using Hotaru.Testing;
using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

[Collection(HouseGroup.Name)]
public sealed class PushesTests(HouseFixture house)
{
    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task AGroup_OpensToItsMetrics(Device device)
    {
        await using var visit = await house.VisitAsync("pushes", device);
        var group = visit.Main.GetByRole(AriaRole.Region, new() { Name = "Group report" });
        await group.GetByRole(AriaRole.Button, new() { Name = "report", Exact = true }).ClickAsync();
        await group.GetByText("records_copied").First.ClickAsync();
        await visit.SeeAsync(group.GetByText("step=write"));
        await visit.SeeAsync(group.GetByText("41"));
        await visit.LeaveAsync("pushes");
    }

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task ChosenGroups_AreDeletedAfterAQuestion(Device device)
    {
        var job = $"doomed_{device}";
        await house.PushAsync($"job/{job}/path@base64/YS9i", "some_metric 1\n");
        await house.PushAsync($"job/{job}", "other_metric 1\n");
        await using var visit = await house.VisitAsync("pushes", device);
        await visit.Main.GetByPlaceholder("Filter by job").FillAsync(job);
        var groups = visit.Main.GetByRole(AriaRole.Region, new() { Name = $"Group {job}" });
        await Assertions.Expect(groups).ToHaveCountAsync(2);
        var boxes = visit.Main.GetByRole(AriaRole.Checkbox, new() { Name = $"Choose {job}" });
        foreach (var box in await boxes.AllAsync()) await box.CheckAsync();
        await visit.ClickAsync(AriaRole.Button, "Delete chosen");
        var question = visit.Page.GetByRole(AriaRole.Dialog);
        await visit.SeeAsync(question.GetByText("Delete 2 groups?"));
        await Screens.KeepAsync(visit.Page, $"pushes-delete-{device}".ToLowerInvariant());
        await question.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Assertions.Expect(groups).ToHaveCountAsync(0);
        await visit.LeaveAsync("pushes-deleted");
    }

    [FactWith(Chromium.Path)]
    public async Task OnItsOwnListener_ThePageWorksAlone()
    {
        await using var visit = await house.VisitAsync(house.Appliance.Pushgateway, Device.Desktop);
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Region, new() { Name = "Group backup" }));
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await visit.LeaveAsync("pushes-alone");
    }
}
