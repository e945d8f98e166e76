using System.Globalization;
using System.Text;
using Hotaru.Jobs;
using Hotaru.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web;

/// <summary>
/// Pings as users of healthchecks know them: <c>/ping/JOB</c> (success), <c>/ping/JOB/start</c>,
/// <c>/fail</c>,
/// <c>/log</c> and <c>/ping/JOB/EXITCODE</c>, by HEAD, GET or POST; the body is the run's output,
/// <c>?rid=</c> its
/// id. A job that is not known yet is made only with <c>?create=1</c>.
/// </summary>
internal static class PingEndpoints
{
    /// <summary>Bytes of a body that are read; the rest is not an error and is left out.</summary>
    public const int MaxBody = 100_000;

    /// <summary>How old the moment that a ping names may be.</summary>
    private static readonly TimeSpan MaxLate = TimeSpan.FromDays(7);

    private static readonly string[] Methods = ["GET", "HEAD", "POST"];

    public static void MapPings(this IEndpointRouteBuilder routes, JobBoard board, TimeProvider time)
    {
        routes.MapMethods("/ping/{job}", Methods, context => PingAsync(context, board, time, ""));
        routes.MapMethods("/ping/{job}/{what}", Methods, context =>
            PingAsync(context, board, time, (string)context.Request.RouteValues["what"]!));
    }

    private static async Task PingAsync(HttpContext context, JobBoard board, TimeProvider time, string what)
    {
        var name = (string)context.Request.RouteValues["job"]!;
        if (Kind(what) is not { } kind)
        {
            await AnswerAsync(context, 400, $"\"{what}\" is not start, fail, log or an exit code (0 to 255)");
            return;
        }

        var labels = Labels.Of(LabelNames.Job, name);
        if (board.Find(labels) is null && context.Request.Query["create"] != "1")
        {
            await AnswerAsync(context, 404, $"there is no job \"{name}\"; add ?create=1 to make it");
            return;
        }

        var signal = new JobSignal(labels, kind, Moment(context, time), Source(context))
        {
            RunId = context.Request.Query["rid"].ToString(),
            ExitCode = int.TryParse(what, out var code) ? code : null,
            Output = await BodyAsync(context),
            Beat = Beat(context),
            ArrivedAt = time.GetUtcNow(),
        };
        try
        {
            await board.ApplyAsync(signal, context.RequestAborted);
            await AnswerAsync(context, 200, "OK");
        }
        catch (Exception e) when (e is StoreException or JobLimitException)
        {
            await AnswerAsync(context, 503, e.Message);
        }
    }

    /// <summary>When it happened: <c>?at=</c> in Unix seconds for a ping that comes late, else now.</summary>
    private static DateTimeOffset Moment(HttpContext context, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (!double.TryParse(context.Request.Query["at"], CultureInfo.InvariantCulture,
            out var seconds)) return now;
        if (!(seconds > 0 && seconds < now.ToUnixTimeSeconds())) return now;
        var at = DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
        return now - at < MaxLate ? at : now;
    }

    /// <summary><c>?beat=15</c>: the sender will be heard every so many seconds while the run goes on.
    /// </summary>
    private static TimeSpan? Beat(HttpContext context) =>
        int.TryParse(context.Request.Query["beat"], NumberStyles.None, CultureInfo.InvariantCulture,
            out var seconds) && seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : null;

    private static string Source(HttpContext context) =>
        context.Request.Query["source"].ToString() is "wrapper" or "client"
            ? context.Request.Query["source"].ToString()
            : "ping";

    private static JobSignalKind? Kind(string what) => what switch
    {
        "" => JobSignalKind.Succeeded,
        "start" => JobSignalKind.Started,
        "fail" => JobSignalKind.Failed,
        "log" => JobSignalKind.Log,
        _ when int.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && code <= 255 =>
            code == 0 ? JobSignalKind.Succeeded : JobSignalKind.Failed,
        _ => null,
    };

    private static async Task<string> BodyAsync(HttpContext context)
    {
        if (context.Request.Method != "POST") return "";
        var bytes = new byte[MaxBody];
        try
        {
            var length = await context.Request.Body.ReadAtLeastAsync(
                bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
            return Encoding.UTF8.GetString(bytes, 0, length);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw BodyRefusal.Unreadable(e);
        }
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Request.Method == "HEAD" ? Task.CompletedTask
            : context.Response.WriteAsync(text + "\n");
    }
}
