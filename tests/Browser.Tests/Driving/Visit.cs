using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

/// <summary>One page that is open, with everything that it complained about.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private readonly Device _device;

    private Visit(IPage page, Device device)
    {
        (Page, _device) = (page, device);
        page.SetDefaultTimeout(20_000);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complain($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Complain(error);
    }

    public IPage Page { get; }

    public static async Task<Visit> ToAsync(IBrowserContext context, Uri address, Device device)
    {
        var visit = new Visit(await context.NewPageAsync(), device);
        await visit.Page.GotoAsync(address.AbsoluteUri);
        await visit.Page.GetByRole(AriaRole.Main).WaitForAsync();
        return visit;
    }

    public ILocator Main => Page.GetByRole(AriaRole.Main);

    public Task SeeAsync(string text) => SeeAsync(Main.GetByText(text));

    public Task SeeAsync(ILocator what) =>
        Assertions.Expect(what.First).ToBeVisibleAsync(new() { Timeout = 20_000 });

    public Task ClickAsync(AriaRole role, string name) =>
        Main.GetByRole(role, new() { Name = name, Exact = true }).First.ClickAsync();

    /// <summary>
    /// A picture for people, and what holds for every page: no complaint, no sideways scrolling, and a name
    /// for everything that can be pressed or written to.
    /// </summary>
    /// <param name="name">Of the picture.</param>
    /// <param name="expected">A part of a complaint that this test provoked.</param>
    public async Task LeaveAsync(string name, string? expected = null)
    {
        await Screens.KeepAsync(Page, $"{name}-{_device}".ToLowerInvariant());
        var overflow = await Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{name} is {overflow} pixels too wide on the {_device}");
        Assert.Empty(await Page.EvaluateAsync<string[]>(NamelessScript));
        lock (_complaints)
            Assert.DoesNotContain(_complaints, c => expected is null || !c.Contains(expected));
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    private const string NamelessScript = """
        () => ['button', 'a[href]', 'input', 'select', 'textarea', 'summary', '[role=textbox]']
          .flatMap(kind => [...document.querySelectorAll(kind)])
          .filter(e => e.checkVisibility())
          .filter(e => !e.getAttribute('aria-label') && !e.textContent.trim() && !e.labels?.length)
          .map(e => e.outerHTML.slice(0, 200))
        """;

    private void Complain(string text)
    {
        lock (_complaints) _complaints.Add(text);
    }
}
