using Hotaru.Indicator;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Hotaru;

/// <summary>What the lamp says, that someone has seen it, and its test.</summary>
internal sealed class IndicatorEndpoint(IndicatorPanel panel)
{
    public Task ShowAsync(HttpContext context) => AnswerAsync(context, panel.View);

    /// <summary>Answers what the lamp shows then.</summary>
    public async Task AcknowledgeAsync(HttpContext context) =>
        await AnswerAsync(context, await panel.AcknowledgeAsync(context.RequestAborted));

    /// <summary>Answers when the round is over.</summary>
    public async Task TestAsync(HttpContext context)
    {
        await panel.TestLampAsync(context.RequestAborted);
        await AnswerAsync(context, panel.View);
    }

    private static async Task AnswerAsync(HttpContext context, IndicatorView view)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(IndicatorJson.Of(view), context.RequestAborted);
    }
}
