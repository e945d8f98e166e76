using Hotaru.Testing;
using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

[Collection(HouseGroup.Name)]
public sealed class TargetsTests(HouseFixture house)
{
    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task TheTargets_AreThereByJobWithTheirErrors(Device device)
    {
        await using var visit = await house.VisitAsync("targets", device);
        var missing = visit.Main.GetByRole(AriaRole.Region, new() { Name = "Job nobody" });
        await visit.SeeAsync(missing.GetByText("0 of 1 up"));
        await visit.SeeAsync(missing.GetByText("refused"));
        var node = visit.Main.GetByRole(AriaRole.Region, new() { Name = "Job node" });
        await visit.SeeAsync(node.GetByText("1 of 1 up"));
        await visit.LeaveAsync("targets");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Up" }).ClickAsync();
        await Assertions.Expect(missing).ToHaveCountAsync(0);
    }
}
