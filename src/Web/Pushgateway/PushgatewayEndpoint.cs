using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Pushgateway;

/// <summary>Finds who answers a request on the Pushgateway surface, and counts the answer.</summary>
internal sealed class PushgatewayEndpoint
{
    private const string PushMethods = "PUT, POST, DELETE";

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
        _metrics = new GatewayHttpMetrics(surface.Version, surface.Revision);
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
        else if (HasSlashTooMany(path, context.Request.Method))
            Redirect(context, path[..^1], SlashStatus(context.Request.Method));
        else if (path == "/api/v1") Redirect(context, "/api/v1/", StatusCodes.Status301MovedPermanently);
        else await RouteAsync(context, path, isUtf8);
    }

    /// <summary>A known path with a slash behind it leads to the path, for the methods it takes.</summary>
    private bool HasSlashTooMany(string path, string method) =>
        path.Length > 1 && path[^1] == '/'
        && (path == "/metrics/job/" ? PushMethods : RouteOf(path[..^1])?.Methods) is { Length: > 0 } taken
        && new Route(taken, "", Answer.NotFoundAsync).Takes(method);

    private static int SlashStatus(string method) =>
        HttpMethods.IsGet(method)
            ? StatusCodes.Status301MovedPermanently
            : StatusCodes.Status307TemporaryRedirect;

    private async Task RouteAsync(HttpContext context, string path, bool isUtf8)
    {
        // Without a job behind it, it is no path of a push.
        var isPush = path[^1] != '/' || path.Count(c => c == '/') > 3;
        isPush &= path.StartsWith("/metrics/job/", StringComparison.Ordinal)
            || path.StartsWith("/metrics/job@base64/", StringComparison.Ordinal);
        var route = isPush
            ? new Route(PushMethods, "push", c => _push.HandleAsync(c, path, isUtf8))
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
            {
                GatewayApi.AllowCrossSite(context.Response);
                _metrics.Answered("api/v1/options", method, context.Response.StatusCode);
            }
            else context.Response.Headers.Allow = found.AllowHeader;
            return;
        }

        if (!found.Takes(method))
        {
            context.Response.Headers.Allow = found.AllowHeader;
            await Answer.TextAsync(context, StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
            return;
        }

        await found.Handle(context);
        if (found.Name.Length == 0) return;
        var handler = isPush && HttpMethods.IsDelete(method) ? "delete" : found.Name;
        _metrics.Answered(handler, method, context.Response.StatusCode);
    }

    private Route? RouteOf(string path) => path switch
    {
        "/metrics" => new Route("GET", "", _page.HandleAsync),
        "/-/healthy" => new Route("GET", "healthy", _lifecycle.HealthyAsync),
        "/-/ready" => new Route("GET", "ready", _lifecycle.HealthyAsync),
        "/-/quit" => new Route("GET, PUT, POST", "", _lifecycle.QuitAsync),
        "/api/v1/status" => new Route("GET", "api/v1/status", _api.StatusAsync),
        "/api/v1/metrics" => new Route("GET", "api/v1/metrics", _api.MetricsAsync),
        "/api/v1/admin/wipe" when _surface.Gateway.Model.EnableAdminApi =>
            new Route("PUT", "wipe", _management.WipeAsync),
        "/api/hotaru/v1/push/groups" => new Route("GET, DELETE", "hotaru/push/groups",
            _management.GroupsAsync),
        // Pages answer GET themselves; what comes here is another method.
        "/" or "/status" => new Route("GET", "", Task (_) => Task.CompletedTask),
        _ when path.StartsWith("/api/v1/", StringComparison.Ordinal) =>
            new Route("", "", Answer.NotFoundAsync),
        _ => null,
    };

    private static void Redirect(HttpContext context, string path, int status)
    {
        context.Response.StatusCode = status;
        var target = SurfaceRequest.Of(context).ExternalPrefix + PushPath.Encode(path);
        context.Response.Headers.Location = target + context.Request.QueryString.Value;
    }

    /// <summary>
    /// Who answers a path, for which methods and under which name it is counted; without a name it is not.
    /// </summary>
    private readonly record struct Route(string Methods, string Name, RequestDelegate Handle)
    {
        /// <summary>Without methods the handler itself refuses.</summary>
        public bool Takes(string method) =>
            Methods.Length == 0 || Methods.Split(", ").Contains(method, StringComparer.OrdinalIgnoreCase);

        public string AllowHeader =>
            string.Join(", ", Methods.Split(", ").Append("OPTIONS").Order(StringComparer.Ordinal));
    }
}
