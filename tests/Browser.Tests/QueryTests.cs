using System.Text.RegularExpressions;
using Hotaru.Testing;
using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

[Collection(HouseGroup.Name)]
public sealed partial class QueryTests(HouseFixture house)
{
    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task AnExpression_IsTypedAndDrawn(Device device)
    {
        const string Path = "query?g0.expr=vector(0)&g0.tab=graph&g0.range_input=1m";
        await using var visit = await house.VisitAsync(Path, device);
        var editor = visit.Main.GetByRole(AriaRole.Textbox, new() { Name = "PromQL expression of panel 1" });
        await editor.ClickAsync();
        await visit.Page.Keyboard.PressAsync("Control+a");
        await visit.Page.Keyboard.TypeAsync("records_copied");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.SeeAsync(visit.Main.Locator("canvas"));
        var legend = visit.Main.GetByRole(AriaRole.List, new() { Name = "Series" });
        await visit.SeeAsync(legend.GetByText("write"));
        Assert.True(await ColouredPixelsAsync(visit) > 50, "the graph is blank");
        await Assertions.Expect(visit.Page).ToHaveURLAsync(ExpressionInAddress());
        await visit.LeaveAsync("query-graph");
    }

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task AnOldBookmark_ShowsItsTable(Device device)
    {
        await using var visit = await house.VisitAsync("graph?g0.expr=records_copied&g0.tab=1", device);
        var table = visit.Main.GetByRole(AriaRole.Table);
        await visit.SeeAsync(table.GetByText("42"));
        await visit.SeeAsync(table.GetByText("\"office\""));
        await visit.LeaveAsync("query-table");
    }

    [TheoryWith(Chromium.Path)]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task ANativeHistogram_IsShownAsBarsAndAsHeatmap(Device device)
    {
        const string Path = "query?g0.expr=records_seconds&g0.range_input=1m&g0.tab=";
        await using var visit = await house.VisitAsync(Path + "table", device);
        var buckets = visit.Main.GetByRole(AriaRole.List, new() { Name = "Buckets" });
        await visit.SeeAsync(buckets.GetByText("(0.5, 1]"));
        await visit.SeeAsync(buckets.GetByText("21"));
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Graph" }).ClickAsync();
        await visit.SeeAsync(visit.Main.GetByRole(AriaRole.Img, new() { Name = "Heatmap of 6 buckets" }));
        Assert.True(await ColouredPixelsAsync(visit) >= 6, "the heatmap is blank");
        await visit.LeaveAsync("query-heatmap");
    }

    [FactWith(Chromium.Path)]
    public async Task ABrokenExpression_IsShownWithItsPlace()
    {
        const string Path = "query?g0.expr=sum(up%29%29&g0.tab=table";
        await using var visit = await house.VisitAsync(Path, Device.Desktop);
        await visit.SeeAsync("Line 1, column");
        await visit.SeeAsync(visit.Main.Locator("mark"));
        await visit.LeaveAsync("query-error", expected: "400");
    }

    [FactWith(Chromium.Path)]
    public async Task TheEditor_OffersNamesThatAreStored()
    {
        await using var visit = await house.VisitAsync("query", Device.Desktop);
        await visit.Main.GetByRole(AriaRole.Textbox).First.ClickAsync();
        await visit.Page.Keyboard.TypeAsync("records_c", new() { Delay = 30 });
        await visit.SeeAsync(visit.Page.GetByRole(AriaRole.Option, new() { Name = "records_copied" }));
        await visit.LeaveAsync("query-names");
    }

    /// <summary>Pixels of the canvas that are neither clear nor grey, as axes and grid are.</summary>
    private static Task<int> ColouredPixelsAsync(Visit visit) => visit.Page.EvaluateAsync<int>("""
        () => {
          const canvas = document.querySelector('canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          let coloured = 0;
          for (let i = 0; i < data.length; i += 4) {
            const [r, g, b, a] = data.slice(i, i + 4);
            if (a > 100 && Math.max(r, g, b) - Math.min(r, g, b) > 60) coloured += 1;
          }
          return coloured;
        }
        """);

    [GeneratedRegex("g0\\.expr=records_copied")]
    private static partial Regex ExpressionInAddress();
}
