using Hotaru.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web;

/// <summary>Jobs and incidents under <c>/api/hotaru/v1/</c>, and the pings.</summary>
public static class JobRoutes
{
    private const string Api = "/api/hotaru/v1";

    public static void MapJobs(this IEndpointRouteBuilder routes, JobBoard board, TimeProvider time)
    {
        routes.MapPings(board, time);
        new JobEndpoints(board, time).Map(routes, $"{Api}/jobs");
        new IncidentEndpoints(board).Map(routes, $"{Api}/incidents");
        routes.MapGet($"{Api}/summary", new SummaryEndpoint(board, time).ShowAsync);
    }
}
