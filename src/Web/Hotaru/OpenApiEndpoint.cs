using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Hotaru;

/// <summary>
/// GET openapi.yaml: what there is under <c>/api/hotaru/v1/</c>, for people and generators.
/// </summary>
public static class OpenApiEndpoint
{
    private const string Resource = "openapi.yaml";

    public static void MapOpenApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/hotaru/v1/openapi.yaml", async context =>
        {
            context.Response.ContentType = "application/yaml";
            await using var description =
                typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream(Resource)!;
            context.Response.ContentLength = description.Length;
            await description.CopyToAsync(context.Response.Body, context.RequestAborted);
        });
}
