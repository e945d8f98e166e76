using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Hotaru;

/// <summary>
/// The pages of /claim: of their own, for nothing else is to be had without a password then.
/// </summary>
internal static class ClaimPage
{
    public static Task FormAsync(HttpContext context, int status, string problem) => WriteAsync(
        context, status, $"""
            <p>Choose the claim token of this appliance. Afterwards pages and pushes ask for the name
            <b>admin</b> and this token: <code>curl -u admin:TOKEN ...</code></p>
            {(problem.Length == 0 ? "" : $"<p role=alert>{HtmlEncoder.Default.Encode(problem)}</p>")}
            <form method=post>
            <label>Token, at least 12 characters
            <input name=token required minlength=12 maxlength=128 autocomplete=new-password autofocus></label>
            <button>Claim</button>
            </form>
            """);

    public static Task ClosedAsync(HttpContext context, int status) => WriteAsync(context, status, """
        <p>A forgotten token is replaced here, by whoever stands before the appliance: switch it on with the
        button held, let go when the lamp changes quickly between green and amber, and open this page again
        within five minutes.</p>
        <p>Without a button: put the card into a computer and set <code>claim_token</code> in
        <code>appliance.toml</code>.</p>
        """);

    public static Task DoneAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, """
        <p>It is yours. In a few seconds <a href="./">its pages</a> ask for the name <b>admin</b> and the
        token that you chose.</p>
        """);

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        var nonce = RandomNumberGenerator.GetHexString(24, lowercase: true);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "same-origin";
        return response.WriteAsync(
            $$"""
            <!doctype html>
            <html lang=en>
            <meta charset=utf-8>
            <meta name=viewport content="width=device-width">
            <title>Claim this appliance</title>
            <style nonce="{{nonce}}">
            :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
            body { max-width: 34rem; margin: 3rem auto; padding: 0 1rem }
            label, input { display: block; width: 100%; box-sizing: border-box }
            input, button { font: inherit; padding: .5rem; margin: .25rem 0 .75rem }
            [role=alert] { border-left: .25rem solid #c33; padding-left: .75rem }
            </style>
            <h1>Claim this appliance</h1>
            {{body}}
            </html>

            """, Encoding.UTF8, context.RequestAborted);
    }
}
