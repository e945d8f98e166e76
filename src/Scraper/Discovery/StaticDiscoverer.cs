namespace Hotaru.Scraper;

/// <summary>The groups of static_configs, told once.</summary>
internal sealed class StaticDiscoverer(StaticDiscoveryModel model) : IDiscoverer
{
    public Task RunAsync(Action<IReadOnlyList<TargetGroup>> found, CancellationToken cancellation)
    {
        found(model.Groups);
        return Task.CompletedTask;
    }
}
