using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Hotaru.Kubernetes;

/// <summary>
/// A copy of a list that the API server keeps up to date: listed once, page by page, then watched from there
/// on. A watch that breaks off goes on where it was; only where the server has forgotten that version (410)
/// is the list read again. What was last known stays through every failure.
/// </summary>
public sealed partial class Reflector(
    KubernetesClient client, ResourceQuery query, WatchPace pace, TimeProvider time, ILogger log)
{
    private readonly Backoff _backoff = new(pace);
    private volatile ImmutableDictionary<(string Space, string Name), KubernetesObject>? _objects;
    private string _version = "";
    private bool _wantsWhole;
    private long _heardAtTicks;

    public ResourceQuery Query => query;

    /// <summary>Whether the whole list was there once.</summary>
    public bool HasSynced => _objects is not null;

    /// <summary>The objects as last known; none before the first list.</summary>
    public IEnumerable<KubernetesObject> Objects => _objects?.Values ?? [];

    /// <summary>
    /// The moment up to which <see cref="Objects"/> are surely complete, by our clock; null before the first
    /// list. Behind the present by up to <see cref="WatchPace.WatchFor"/> while nothing happens.
    /// </summary>
    public DateTimeOffset? HeardAt =>
        Interlocked.Read(ref _heardAtTicks) is var ticks and > 0 ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>Told after each change and after the first list; on the thread that reads.</summary>
    public event Action? Changed;

    public KubernetesObject? Find(string space, string name) => _objects?.GetValueOrDefault((space, name));

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                if (_version.Length == 0) await ListAsync(cancellation);
                await WatchAsync(cancellation);
            }
            catch (KubernetesException e) when (e.IsExpired)
            {
                // Nothing is wrong: the server keeps versions for some minutes only.
                LogExpired(log, query.Kind.Plural);
                var again = _version.Length == 0;
                _version = "";
                if (again) await WaitAsync(e, cancellation);
            }
            catch (KubernetesException e) when (e.Status == HttpStatusCode.NotFound && _version.Length == 0)
            {
                await MissAsync(cancellation);
            }
            catch (Exception e) when (IsExpected(e) && !cancellation.IsCancellationRequested)
            {
                await WaitAsync(e, cancellation);
            }
        }
    }

    private async Task ListAsync(CancellationToken cancellation)
    {
        var all = ImmutableDictionary.CreateBuilder<(string, string), KubernetesObject>();
        var next = "";
        var version = "";
        for (var isWhole = false; !isWhole;)
        {
            try
            {
                var page = await client.ListAsync(query, next, _wantsWhole, cancellation);
                (next, version) = (page.Continue, page.Version);
                foreach (var item in page.Items) all[(item.Space, item.Name)] = Known(item);
                isWhole = next.Length == 0;
            }
            catch (KubernetesException e) when (e.IsExpired && next.Length > 0)
            {
                // The list changed too much while it was paged through: all of it in one answer, then.
                (_wantsWhole, next) = (true, "");
                all.Clear();
            }
        }

        _wantsWhole = false;
        var isNew = _objects is not { } old || old.Count != all.Count
            || all.Any(entry => !old.TryGetValue(entry.Key, out var was) || was != entry.Value);
        _objects = all.ToImmutable();
        _version = version;
        Heard();
        if (isNew) Changed?.Invoke();
    }

    /// <summary>Objects that did not change stay the same instances, which makes comparing cheap.</summary>
    private KubernetesObject Known(KubernetesObject item) =>
        Find(item.Space, item.Name) is { } old && old.Version == item.Version ? old : item;

    private async Task WatchAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(pace.WatchFor + pace.Overtime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var began = time.GetTimestamp();
        var seconds = Math.Max(1, (int)pace.WatchFor.TotalSeconds);
        using var response = await client.SendAsync(
            query.Address($"watch=true&allowWatchBookmarks=true&timeoutSeconds={seconds}"
                + $"&resourceVersion={Uri.EscapeDataString(_version)}"), either.Token);
        Heard();
        if (_backoff.IsFailing) LogBack(log, query.Kind.Plural, client.Server.Authority);
        _backoff.Reset();
        await using var body = await response.Content.ReadAsStreamAsync(either.Token);
        await using var lines = new LineReader(body);
        var events = 0;
        while (await lines.NextAsync(either.Token) is { } line)
        {
            if (line.Length == 0) continue;
            Take(line);
            events++;
        }

        // A server that ends watches at once must not be asked in a loop.
        if (events == 0 && time.GetElapsedTime(began) < TimeSpan.FromSeconds(1))
            await Task.Delay(pace.FirstRetry, time, cancellation);
    }

    private void Take(byte[] line)
    {
        using var json = JsonDocument.Parse(line);
        var watched = WatchEvent.Of(json.RootElement);
        var objects = _objects!;
        if (!watched.IsBookmark)
        {
            var item = KubernetesObject.Of(watched.Item);
            var key = (item.Space, item.Name);
            objects = watched.IsGone ? objects.Remove(key) : objects.SetItem(key, item);
        }

        if (watched.Version is { Length: > 0 } version) _version = version;
        Heard();
        if (ReferenceEquals(objects, _objects)) return;
        _objects = objects;
        Changed?.Invoke();
    }

    /// <summary>A kind that the server does not have: there are none. It may be installed later.</summary>
    private async Task MissAsync(CancellationToken cancellation)
    {
        if (_objects is null)
        {
            LogMissing(log, query.Kind.Plural, client.Server.Authority);
            _objects = ImmutableDictionary<(string, string), KubernetesObject>.Empty;
            Changed?.Invoke();
        }

        await Task.Delay(pace.LongestRetry, time, cancellation);
    }

    private void Heard() => Interlocked.Exchange(ref _heardAtTicks, time.GetUtcNow().UtcTicks);

    private async Task WaitAsync(Exception e, CancellationToken cancellation)
    {
        var wait = _backoff.Next();
        if (e is KubernetesException { RetryAfter: { } asked } && asked > wait) wait = asked;
        LogFailed(log, query.Kind.Plural, e.Message, wait.TotalSeconds);
        await Task.Delay(wait, time, cancellation);
    }

    private static bool IsExpected(Exception e) =>
        e is KubernetesException or HttpRequestException or IOException or JsonException or TimeoutException
            or OperationCanceledException or SocketException or UnauthorizedAccessException
            or System.Security.Cryptography.CryptographicException;
}
