using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Hotaru.Jobs;
using Hotaru.Updates;
using Hotaru.Web.Alertmanager;
using Hotaru.Web.Hotaru;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Tests.Hotaru;

/// <summary>The description has every path of Hotaru's own API and no other.</summary>
public sealed partial class OpenApiTests
{
    private const string Root = "/api/hotaru/v1";

    [Fact]
    public void Every_route_is_described_and_every_description_is_a_route()
    {
        var described = Described().Order(StringComparer.Ordinal).ToList();
        // The push gateway has no routing table: it looks at the raw path.
        var mapped = Mapped().Concat(["DELETE /push/groups", "GET /push/groups"])
            .Order(StringComparer.Ordinal).ToList();
        Assert.Equal(mapped, described);
    }

    private static IEnumerable<string> Described()
    {
        using var stream = typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream("openapi.yaml")!;
        var path = "";
        foreach (var line in new StreamReader(stream).ReadToEnd().Split('\n'))
        {
            if (PathLine().Match(line) is { Success: true } found) path = found.Groups[1].Value;
            else if (MethodLine().Match(line) is { Success: true } method)
                yield return $"{method.Groups[1].Value.ToUpperInvariant()} {path}";
        }
    }

    private static IEnumerable<string> Mapped()
    {
        using var app = WebApplication.CreateSlimBuilder().Build();
        IEndpointRouteBuilder routes = app;
        routes.MapIndicator(null!, null!);
        routes.MapStorage(null!);
        routes.MapBackup(new BackupEndpoint(null!, "", true));
        routes.MapUpdates(
            () => throw new InvalidOperationException(), () => throw new InvalidOperationException());
        routes.MapOpenApi();
        routes.MapJobs(Unmade<JobBoard>(), TimeProvider.System);
        routes.MapDeliveries(Unmade<AlertmanagerSurface>());
        foreach (var endpoint in routes.DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var path = endpoint.RoutePattern.RawText!;
            if (!path.StartsWith(Root, StringComparison.Ordinal)) continue;
            path = path[Root.Length..].Replace(":long}", "}", StringComparison.Ordinal);
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
                yield return $"{method} {path}";
        }
    }

    /// <summary>Nobody asks it anything: only the paths are looked at.</summary>
    private static T Unmade<T>() => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    [GeneratedRegex("^  (/\\S+):$")]
    private static partial Regex PathLine();

    [GeneratedRegex("^    (get|put|post|delete):$")]
    private static partial Regex MethodLine();
}
