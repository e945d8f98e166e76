using System.Net.Http.Headers;
using Hotaru.Testing;
using Hotaru.Testing.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Kubernetes.Tests.Watching;

public sealed class ReflectorTests
{
    private const string Pods = "/api/v1/pods";
    private static readonly WatchPace Quick = new()
    {
        FirstRetry = TimeSpan.FromMilliseconds(5),
        LongestRetry = TimeSpan.FromMilliseconds(20),
    };

    [Fact]
    public async Task Changes_arrive_without_another_list()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.Put(Pods, Pod("a"));
        await using var running = Start(api, new ResourceQuery(ResourceKind.Pods));
        await running.Sees("a");
        api.Put(Pods, Pod("b"));
        await running.Sees("a", "b");
        api.Put(Pods, Pod("b", "Succeeded"));
        await Eventually.True(() => running.Phase("b") == "Succeeded", "b changed");
        api.Delete(Pods, "d", "a");
        await running.Sees("b");
        Assert.Equal(1, Lists(api));
        Assert.DoesNotContain("managedFields", running.Reflector.Find("d", "b")!.Json.GetRawText());
    }

    [Fact]
    public async Task A_kind_that_is_not_installed_has_no_objects_until_it_is()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.Missing = ["/pods"];
        api.Put(Pods, Pod("a"));
        await using var running = Start(api, new ResourceQuery(ResourceKind.Pods));
        await Eventually.True(() => running.Reflector.HasSynced, "known to be missing");
        Assert.Empty(running.Reflector.Objects);
        Assert.Null(running.Reflector.HeardAt);
        api.Missing = [];
        await running.Sees("a");
    }

    [Fact]
    public async Task A_long_list_comes_page_by_page()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.PageSize = 2;
        foreach (var name in (string[])["a", "b", "c", "d", "e"]) api.Put(Pods, Pod(name));
        await using var running = Start(api, new ResourceQuery(ResourceKind.Pods));
        await running.Sees("a", "b", "c", "d", "e");
        Assert.Equal(3, Lists(api));
    }

    [Fact]
    public async Task A_page_token_that_ran_out_starts_the_list_over_in_one_answer()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.PageSize = 1;
        foreach (var name in (string[])["a", "b", "c"]) api.Put(Pods, Pod(name));
        api.BeforeAnswer = request =>
        {
            if (request.Contains("continue=", StringComparison.Ordinal)) api.Compact();
        };
        await using var running = Start(api, new ResourceQuery(ResourceKind.Pods));
        await running.Sees("a", "b", "c");
        Assert.Contains(api.Requests, r => !r.Contains("limit=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_forgotten_version_lists_again_and_keeps_what_it_knows_meanwhile(bool atOnce)
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.RefusesOldVersionsAtOnce = atOnce;
        api.Put(Pods, Pod("a"));
        await using var running = Start(api, new ResourceQuery(ResourceKind.Pods));
        await running.Sees("a");
        api.GoDown();
        api.Put(Pods, Pod("b"));
        api.Delete(Pods, "d", "a");
        api.Compact();
        await Eventually.True(() => api.Refused > 2, "asked while it was down");
        Assert.Equal(["a"], running.Names);
        api.ComeBack();
        await running.Sees("b");
        Assert.Equal(2, Lists(api));
    }

    [Fact]
    public async Task A_bookmark_moves_the_version_on_so_that_a_compaction_costs_no_list()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.Put(Pods, Pod("a"));
        await using var running = Start(api, new ResourceQuery(ResourceKind.Pods));
        await running.Sees("a");
        await Eventually.True(() => api.Watches == 1, "watching");
        api.Compact();
        var before = running.Reflector.HeardAt;
        api.SendBookmarks();
        await Eventually.True(() => running.Reflector.HeardAt > before, "heard of the bookmark");
        api.DropWatches();
        api.Put(Pods, Pod("b"));
        await running.Sees("a", "b");
        Assert.Equal(1, Lists(api));
    }

    [Fact]
    public async Task A_token_that_is_replaced_on_disk_is_read_again()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        using var directory = new TempDirectory();
        var file = Path.Combine(directory.Path, "token");
        await File.WriteAllTextAsync(file, "old");
        api.RequireToken("old");
        api.Put(Pods, Pod("a"));
        await using var running = Start(api, new ResourceQuery(ResourceKind.Pods), file);
        await running.Sees("a");
        api.RequireToken("new");
        api.Put(Pods, Pod("b"));
        await Eventually.True(() => api.Refused > 1, "refused the old token");
        await File.WriteAllTextAsync(file, "new");
        await running.Sees("a", "b");
    }

    [Fact]
    public async Task One_namespace_and_selectors_are_asked_of_the_server()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.Put(Pods, Pod("a"));
        api.Put(Pods, Pod("b", "Failed"));
        api.Put(Pods, Pod("c").Replace("\"d\"", "\"other\"", StringComparison.Ordinal));
        var query = new ResourceQuery(ResourceKind.Pods, "d", "app=x", "status.phase=Running");
        await using var running = Start(api, query);
        await running.Sees("a");
        api.Put(Pods, Pod("a", "Succeeded"));
        await running.Sees();
    }

    [Fact]
    public async Task Who_asks_for_the_same_list_shares_one_watch()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.Put(Pods, Pod("a"));
        var shared = new SharedReflectors(TimeProvider.System, NullLogger.Instance, Quick);
        var query = new ResourceQuery(ResourceKind.Pods);
        KubernetesClient Connect() => new(api.Address, () => new HttpClient(), TimeProvider.System);
        var one = shared.Lease("account", query, Connect);
        var two = shared.Lease("account", query, Connect);
        Assert.Same(one.Reflector, two.Reflector);
        await Eventually.True(() => api.Watches == 1, "one watch");
        await one.DisposeAsync();
        Assert.Equal(1, shared.Count);
        await two.DisposeAsync();
        Assert.Equal(0, shared.Count);
        await Eventually.True(() => api.Watches == 0, "no watch left");
    }

    private static int Lists(KubernetesApiServer api) =>
        api.Requests.Count(r => !r.Contains("watch=", StringComparison.Ordinal));

    private static string Pod(string name, string phase = "Running") => $$$"""
        {"metadata": {"namespace": "d", "name": "{{{name}}}", "labels": {"app": "x"}},
         "status": {"phase": "{{{phase}}}"}}
        """;

    private static RunningReflector Start(
        KubernetesApiServer api, ResourceQuery query, string? tokenFile = null)
    {
        var client = new KubernetesClient(
            api.Address, () => new HttpClient(new TokenHandler(tokenFile)), TimeProvider.System);
        return new RunningReflector(
            new Reflector(client, query, Quick, TimeProvider.System, NullLogger.Instance), client);
    }

    private sealed class TokenHandler(string? file) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (file is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue(
                    "Bearer", await File.ReadAllTextAsync(file, cancellationToken));
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
