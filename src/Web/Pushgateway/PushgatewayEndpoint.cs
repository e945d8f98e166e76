using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Pushgateway;

/// <summary>Finds who answers a request on the Pushgateway surface, and counts the answer.</summary>
internal sealed class PushgatewayEndpoint
{
    private readonly PushgatewaySurface _surface;
    private readonly GatewayHttpMetrics _metrics;
    private readonly PushEndpoint _push;
    private readonly MetricsEndpoint _page;
    private readonly GatewayApi _api;
    private readonly PushManagement _management;
    private readonly LifecycleEndpoint _lifecycle;

    public PushgatewayEndpoint(PushgatewaySurface surface)
    {
        _surface = surface;
        _metrics = new GatewayHttpMetrics(surface.Version);
        _push = new PushEndpoint(surface, _metrics);
        _page = new MetricsEndpoint(surface, _metrics);
        _api = new GatewayApi(surface);
        _management = new PushManagement(surface);
        _lifecycle = new LifecycleEndpoint(surface);
    }

    public async Task HandleAsync(HttpContext context)
    {
        if (!PushPath.TryDecode(SurfaceRequest.Of(context).RawPath, out var path, out var isUtf8))
        {
            await Answer.TextAsync(context, StatusCodes.Status400BadRequest,
                "the path is not percent-encoded");
            return;
        }

        var cleaned = PushPath.Clean(path);
        if (cleaned != path) Redirect(context, cleaned, StatusCodes.Status301MovedPermanently);
        else if (HasSlashTooMany(path)) Redirect(context, path[..^1], SlashStatus(context.Request.Method));
        else if (path == "/api/v1") Redirect(context, "/api/v1/", StatusCodes.Status301MovedPermanently);
        else await RouteAsync(context, path, isUtf8);
    }

    /// <summary>A known path with a slash behind it leads to the path.</summary>
    private bool HasSlashTooMany(string path) =>
        path.Length > 1 && path[^1] == '/'
        && (path is "/metrics/job/" or "/metrics/job@base64/"
            || RouteOf(path[..^1]) is { Methods.Length: > 0 });

    private static int SlashStatus(string method) =>
        HttpMethods.IsGet(method)
            ? StatusCodes.Status301MovedPermanently
            : StatusCodes.Status307TemporaryRedirect;

    private async Task RouteAsync(HttpContext context, string path, bool isUtf8)
    {
        var isPush = path.StartsWith("/metrics/job/", StringComparison.Ordinal)
            || path.StartsWith("/metrics/job@base64/", StringComparison.Ordinal);
        var route = isPush
            ? new Route("PUT, POST, DELETE", "push", c => _push.HandleAsync(c, path, isUtf8))
            : RouteOf(path);
        if (route is not { } found)
        {
            await Answer.TextAsync(context, StatusCodes.Status404NotFound, "404 page not found");
            return;
        }

        var method = context.Request.Method;
        if (HttpMethods.IsOptions(method))
        {
            if (path.StartsWith("/api/v1/", StringComparison.Ordinal))
                GatewayApi.AllowCrossSite(context.Response);
            else context.Response.Headers.Allow = found.AllowHeader;
            return;
        }

        if (!found.Takes(method))
        {
            context.Response.Headers.Allow = found.AllowHeader;
            await Answer.TextAsync(context, StatusCodes.Status405MethodNotAllowed, found.Refusal);
            return;
        }

        await found.Handle(context);
        var handler = isPush && HttpMethods.IsDelete(method) ? "delete" : found.Name;
        _metrics.Answered(handler, method, context.Response.StatusCode);
    }

    private Route? RouteOf(string path) => path switch
    {
        "/metrics" => new Route("GET", "metrics", _page.HandleAsync),
        "/-/healthy" => new Route("GET", "healthy", _lifecycle.HealthyAsync),
        "/-/ready" => new Route("GET", "ready", _lifecycle.HealthyAsync),
        "/-/quit" => new Route("PUT, POST", "quit", _lifecycle.QuitAsync,
            "Only POST or PUT requests allowed."),
        "/api/v1/status" => new Route("GET", "api/v1/status", _api.StatusAsync),
        "/api/v1/metrics" => new Route("GET", "api/v1/metrics", _api.MetricsAsync),
        "/api/v1/admin/wipe" when _surface.Gateway.Model.EnableAdminApi =>
            new Route("PUT", "wipe", _management.WipeAsync),
        "/api/hotaru/v1/push/groups" => new Route("GET, DELETE", "hotaru/push/groups",
            _management.GroupsAsync),
        // Pages answer GET themselves; what comes here is another method.
        "/" or "/status" => new Route("GET", "status", Task (_) => Task.CompletedTask),
        _ when path.StartsWith("/api/v1/", StringComparison.Ordinal) =>
            new Route("", "api/v1/options", Answer.NotFoundAsync),
        _ => null,
    };

    private static void Redirect(HttpContext context, string path, int status)
    {
        context.Response.StatusCode = status;
        var target = SurfaceRequest.Of(context).ExternalPrefix + PushPath.Encode(path);
        context.Response.Headers.Location = target + context.Request.QueryString.Value;
    }

    /// <summary>Who answers a path, for which methods and under which name it is counted.</summary>
    private readonly record struct Route(
        string Methods, string Name, RequestDelegate Handle, string Refusal = "Method Not Allowed")
    {
        /// <summary>Without methods the handler itself refuses.</summary>
        public bool Takes(string method) =>
            Methods.Length == 0 || Methods.Split(", ").Contains(method, StringComparer.OrdinalIgnoreCase);

        public string AllowHeader =>
            string.Join(", ", Methods.Split(", ").Append("OPTIONS").Order(StringComparer.Ordinal));
    }
}
