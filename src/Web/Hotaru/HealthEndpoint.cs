using Hotaru.Indicator;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Hotaru;

/// <summary>GET health: each part's state and, where it is bad, the reason and since when.</summary>
internal sealed class HealthEndpoint(HealthBoard board)
{
    public Task HandleAsync(HttpContext context)
    {
        var parts = board.Parts;
        context.Response.Headers.CacheControl = "no-store";
        return HotaruJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("healthy", parts.All(part => part.IsHealthy));
            json.WriteStartArray("parts");
            foreach (var part in parts)
            {
                json.WriteStartObject();
                json.WriteString("part", part.Part);
                json.WriteBoolean("healthy", part.IsHealthy);
                json.WriteString("reason", part.Reason);
                json.WriteString("since", IndicatorJson.Time(part.Since));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
