using Hotaru.Exposition;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>/metrics of the Prometheus surface: the appliance's own.</summary>
internal sealed class MetricsEndpoint(Func<IEnumerable<MetricFamily>> own)
{
    public Task HandleAsync(HttpContext context) => MetricsAnswer.WriteAsync(
        context, ExpositionType.Negotiate(context.Request.Headers.Accept, offerOpenMetrics: true), own());
}
