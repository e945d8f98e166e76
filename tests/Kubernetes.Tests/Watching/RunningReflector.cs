using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Kubernetes.Tests.Watching;

/// <summary>A reflector that runs until it is disposed.</summary>
internal sealed class RunningReflector : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly KubernetesClient _client;
    private readonly Task _running;

    public RunningReflector(Reflector reflector, KubernetesClient client)
    {
        (Reflector, _client) = (reflector, client);
        _running = reflector.RunAsync(_stopping.Token);
    }

    public Reflector Reflector { get; }

    public IReadOnlyList<string> Names =>
        [.. Reflector.Objects.Select(o => o.Name).Order(StringComparer.Ordinal)];

    public string? Phase(string name) => Reflector.Find("d", name)?.Json.Text("status", "phase");

    public Task Sees(params string[] names) => Eventually.True(
        () => Reflector.HasSynced && Names.SequenceEqual(names),
        $"[{string.Join(',', names)}], but [{string.Join(',', Names)}]");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stopping.Dispose();
    }
}
