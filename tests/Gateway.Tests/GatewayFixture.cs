using System.Text;
using Hotaru.Exposition;
using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Gateway.Tests;

/// <summary>A gateway over memory with a clock that the test moves.</summary>
internal sealed class GatewayFixture : IDisposable
{
    public GatewayFixture(GatewayModel? model = null)
    {
        Model = model ?? new GatewayModel();
        Gateway = Open();
    }

    public GatewayModel Model { get; }

    public ManualTime Time { get; } = new();

    public MemoryStore Store { get; } = new();

    public MemorySeries Series { get; } = new();

    public RecordingArrivals Arrivals { get; } = new();

    public PushGateway Gateway { get; private set; }

    public Task PutAsync(string path, string body) => PushAsync(path, body, replaces: true);

    public Task PostAsync(string path, string body) => PushAsync(path, body, replaces: false);

    public async Task PushAsync(string path, string body, bool replaces, Func<Push, Push>? with = null)
    {
        var families = FamilyReader.Read(ExpositionFormat.Text, Encoding.UTF8.GetBytes(body));
        var push = new Push(Key(path), families, replaces);
        await Gateway.PushAsync(with?.Invoke(push) ?? push, CancellationToken.None);
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    public async Task DeleteAsync(string path)
    {
        await Gateway.DeleteAsync(Key(path), CancellationToken.None);
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>What a start after kill -9 finds: the rows that were committed beside samples.</summary>
    public async Task RestartAsync()
    {
        foreach (var batch in Series.Also) await Store.CommitAsync(batch, Durability.Synced,
            CancellationToken.None);
        Series.Also.Clear();
        Gateway.Dispose();
        Gateway = Open();
    }

    public PushedGroup Group(string path) => Gateway.Groups.Single(g => g.Key.Equals(Key(path)));

    /// <summary>The values of a series; a stale marker shows as null.</summary>
    public double?[] Values(params string[] labels) =>
        [.. Series.Samples(Labels.Of(labels)).Select(s => StaleMarker.Is(s.Value) ? null : (double?)s.Value)];

    public static Labels Key(string path) => GroupingPath.Parse("job/" + path, false, out _);

    public void Dispose()
    {
        Gateway.Dispose();
        Store.Dispose();
    }

    private PushGateway Open() =>
        new(Model, Store, Series, Arrivals, Time, NullLogger<PushGateway>.Instance);
}
