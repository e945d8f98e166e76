using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>
/// Finds targets for somebody who does not scrape them, by every kind of discovery. Owned by who starts it;
/// disposal ends the search.
/// </summary>
public sealed class TargetWatch : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(int Discoverer, string Source), TargetGroup> _groups = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Action<IReadOnlyList<Labels>> _found;
    private readonly Task _running;

    /// <param name="name">For the log.</param>
    /// <param name="found">
    /// Takes all targets, with the labels of their groups, after every change; one call at a time.
    /// </param>
    public TargetWatch(
        string name, IReadOnlyList<DiscoveryModel> models, TargetGroupReader readYaml,
        Action<IReadOnlyList<Labels>> found, TimeProvider time, ILogger log)
    {
        _found = found;
        var discoverers = new DiscovererFactory(readYaml, time, log, new DiscoveryTotals());
        _running = Task.WhenAll(models.Select((model, i) =>
            RunAsync(discoverers.Create(name, model), i)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync(IDiscoverer discoverer, int index)
    {
        try
        {
            await discoverer.RunAsync(groups => Take(index, groups), _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private void Take(int discoverer, IReadOnlyList<TargetGroup> groups)
    {
        lock (_lock)
        {
            foreach (var group in groups)
            {
                if (group.Targets.Count == 0) _groups.Remove((discoverer, group.Source));
                else _groups[(discoverer, group.Source)] = group;
            }

            if (!_stopping.IsCancellationRequested)
                _found([.. _groups.Values.SelectMany(g => g.Targets.Select(t => Whole(g, t)))]);
        }
    }

    /// <summary>A target's own labels hold against its group's.</summary>
    private static Labels Whole(TargetGroup group, Labels target)
    {
        var labels = new LabelsBuilder(group.Labels);
        foreach (var label in target.Span) labels.Set(label.Name, label.Value);
        return labels.Build();
    }
}
