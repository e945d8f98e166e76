using System.Text;
using System.Text.RegularExpressions;
using Hotaru.Indicator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Hotaru.Web.Hotaru;

/// <summary>
/// GET and POST /claim: a new password without the old one, while the window is open that the button opens.
/// The page needs no script, so that <c>curl -d token=... http://hotaru.local/claim</c> does the same.
/// </summary>
/// <param name="keep">Takes the token; what it throws as an error of files is told to the person.</param>
public sealed partial class ClaimEndpoint(ClaimWindow window, Action<string> keep)
{
    private const int MostBytes = 1024;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/claim", ShowAsync);
        routes.MapPost("/claim", ClaimAsync);
    }

    private Task ShowAsync(HttpContext context) => window.IsOpen
        ? ClaimPage.FormAsync(context, StatusCodes.Status200OK, "")
        : ClaimPage.ClosedAsync(context, StatusCodes.Status200OK);

    private async Task ClaimAsync(HttpContext context)
    {
        if (!window.IsOpen)
        {
            await ClaimPage.ClosedAsync(context, StatusCodes.Status403Forbidden);
            return;
        }

        if (IsFromAnotherSite(context.Request))
        {
            await ClaimPage.FormAsync(
                context, StatusCodes.Status403Forbidden, "That came from a page of another site.");
            return;
        }

        var token = await TokenAsync(context);
        if (!Token().IsMatch(token))
        {
            await ClaimPage.FormAsync(
                context, StatusCodes.Status400BadRequest,
                "12 to 128 letters, digits and - . _ ~ + = @ % , : ! are taken, nothing else.");
            return;
        }

        await KeepAsync(context, token);
    }

    private Task KeepAsync(HttpContext context, string token)
    {
        try
        {
            return window.TryUse(() => keep(token))
                ? ClaimPage.DoneAsync(context)
                : ClaimPage.ClosedAsync(context, StatusCodes.Status403Forbidden);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ClaimPage.FormAsync(
                context, StatusCodes.Status500InternalServerError, $"It could not be written: {e.Message}");
        }
    }

    /// <summary>
    /// The form's field, or an empty text. The end of what is longer than any token makes no difference.
    /// </summary>
    private static async Task<string> TokenAsync(HttpContext context)
    {
        var bytes = new byte[MostBytes];
        var length = await context.Request.Body.ReadAtLeastAsync(
            bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        return QueryHelpers.ParseQuery(Encoding.UTF8.GetString(bytes, 0, length))
            .TryGetValue("token", out var values) ? values.ToString() : "";
    }

    /// <summary>A browser says where a form came from; curl does not, and needs not.</summary>
    private static bool IsFromAnotherSite(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value);
    }

    /// <summary>
    /// The same as the image's program claim takes: nothing that a shell or TOML would read into.
    /// </summary>
    [GeneratedRegex(@"^[A-Za-z0-9._~+=@%,:!-]{12,128}\z")]
    private static partial Regex Token();
}
