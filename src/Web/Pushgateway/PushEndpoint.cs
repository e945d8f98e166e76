using Hotaru.Exposition;
using Hotaru.Gateway;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Pushgateway;

/// <summary>PUT, POST and DELETE of a group.</summary>
internal sealed class PushEndpoint(PushgatewaySurface surface, GatewayHttpMetrics metrics)
{
    private const string TimeToLiveHeader = "X-Hotaru-TTL";
    private const string AddUpHeader = "X-Hotaru-Add-Up";
    private const string RunHeader = "X-Hotaru-Run";
    private const string IdempotencyHeader = "Idempotency-Key";
    private const string NotUtf8 = "a value of the grouping key in the path is not valid UTF-8";
    private const int LongestIdempotencyKey = 200;

    /// <summary>How many bodies of the largest size are read at once.</summary>
    private const int LargestBodies = 2;

    private readonly PushGateway _gateway = surface.Gateway;
    private readonly BodyBudget _budget = new(() => (long)LargestBodies * surface.Gateway.Model.MaxBodyBytes);

    public async Task HandleAsync(HttpContext context, string path, bool isUtf8)
    {
        var started = surface.Time.GetTimestamp();
        var isDelete = HttpMethods.IsDelete(context.Request.Method);
        try
        {
            using var body = await PushBody.ReadAsync(
                context.Request, _gateway.Model.MaxBodyBytes, _budget, context.RequestAborted);
            var key = GroupingPath.Parse(
                path["/metrics/".Length..], _gateway.Model.EnableUtf8Names, out var areValuesUtf8);
            if (isDelete) await DeleteAsync(context, key);
            else
            {
                await BodyBudget.ParseAsync(
                    body.Memory.Length,
                    () => PushAsync(context, key, body.Memory, isUtf8 && areValuesUtf8),
                    context.RequestAborted);
            }
        }
        catch (Exception e) when (StatusOf(e) is { } status)
        {
            await Answer.TextAsync(context, status, e.Message);
        }

        if (!isDelete)
            metrics.Pushed(context.Request, surface.Time.GetElapsedTime(started));
    }

    private static int? StatusOf(Exception e) => e switch
    {
        PushBodyException body => body.Status,
        GroupingException or ExpositionException => StatusCodes.Status400BadRequest,
        BadHttpRequestException bad => bad.StatusCode,
        StoreException => StatusCodes.Status503ServiceUnavailable,
        _ => null,
    };

    private async Task DeleteAsync(HttpContext context, Labels key)
    {
        // The deletion goes on when the client leaves: what is on its way to disk is not called back.
        await _gateway.DeleteAsync(key, CancellationToken.None);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task PushAsync(HttpContext context, Labels key, ReadOnlyMemory<byte> body, bool isUtf8)
    {
        if (!TryReadOptions(context.Request, out var timeToLive, out var idempotencyKey, out var problem))
        {
            await Answer.TextAsync(context, StatusCodes.Status400BadRequest, problem);
            return;
        }

        try
        {
            var families = FamilyReader.Read(
                FormatOf(context.Request.ContentType), body, _gateway.Model.EnableUtf8Names);
            if (!isUtf8) throw new ExpositionException(NotUtf8, 0, 0) { IsInconsistent = true };
            var push = new Push(key, families, HttpMethods.IsPut(context.Request.Method))
            {
                TimeToLive = timeToLive,
                AddsUp = _gateway.Model.AddUpJobs.Contains(key[LabelNames.Job])
                    || context.Request.Headers[AddUpHeader].ToString() == "true",
                IdempotencyKey = idempotencyKey,
            };
            await _gateway.PushAsync(push, CancellationToken.None);
            // As with the peer: accepted, and nobody has looked at it.
            if (!_gateway.Model.ChecksConsistency)
                context.Response.StatusCode = StatusCodes.Status202Accepted;
            await surface.Pushed(
                key, families, context.Request.Headers[RunHeader].ToString(), CancellationToken.None);
        }
        catch (PushConflict e)
        {
            await RefuseAsync(context, e.Message);
        }
        catch (ExpositionException e) when (e.IsInconsistent)
        {
            await _gateway.RefuseAsync(key, CancellationToken.None);
            await RefuseAsync(context, e.What);
        }
    }

    private static Task RefuseAsync(HttpContext context, string why) => Answer.TextAsync(
        context, StatusCodes.Status400BadRequest,
        $"pushed metrics are invalid or inconsistent with existing metrics: {why}");

    private static bool TryReadOptions(
        HttpRequest request, out TimeSpan? timeToLive, out string idempotencyKey, out string problem)
    {
        (timeToLive, problem) = (null, "");
        idempotencyKey = request.Headers[IdempotencyHeader].ToString();
        if (idempotencyKey.Length > LongestIdempotencyKey)
            problem = $"{IdempotencyHeader} is longer than {LongestIdempotencyKey} characters";
        var text = request.Headers[TimeToLiveHeader].ToString();
        if (text == "0") timeToLive = TimeSpan.Zero;
        else if (text.Length > 0)
        {
            if (PrometheusDuration.TryParse(text, out var duration)) timeToLive = duration;
            else problem = $"{TimeToLiveHeader} is not a duration: {text}; write 30m or 1d, or 0 for no end";
        }

        return problem.Length == 0;
    }

    /// <summary>
    /// Protobuf only where all three parts of the type say so; anything else is read as text.
    /// </summary>
    private static ExpositionFormat FormatOf(string? contentType)
    {
        var isProtobuf = Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals("application/vnd.google.protobuf", StringComparison.OrdinalIgnoreCase)
            && Parameter(type, "proto") == "io.prometheus.client.MetricFamily"
            && Parameter(type, "encoding") == "delimited";
        return isProtobuf ? ExpositionFormat.Protobuf : ExpositionFormat.Text;
    }

    private static string Parameter(Microsoft.Net.Http.Headers.MediaTypeHeaderValue type, string name)
    {
        foreach (var parameter in type.Parameters)
        {
            if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return parameter.GetUnescapedValue().ToString();
        }

        return "";
    }
}
