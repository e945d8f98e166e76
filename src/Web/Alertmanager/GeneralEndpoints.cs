using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Alertmanager;

/// <summary>Status, receivers, probes and reload.</summary>
internal sealed class GeneralEndpoints(AlertmanagerSurface surface)
{
    /// <summary>The Alertmanager whose API and configuration this surface has.</summary>
    private const string Version = "0.34.0";

    public static Task OkAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask
            : context.Response.WriteAsync("OK");
    }

    public Task StatusAsync(HttpContext context) => Answers.JsonAsync(context, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("cluster");
        writer.WriteStartArray("peers");
        writer.WriteEndArray();
        writer.WriteString("status", "disabled");
        writer.WriteEndObject();
        writer.WriteStartObject("config");
        writer.WriteString("original", surface.Notifier.Model.Original);
        writer.WriteEndObject();
        writer.WriteString("uptime", ApiTime.Show(surface.Notifier.StartedAt));
        writer.WriteStartObject("versionInfo");
        writer.WriteString("branch", "hotaru");
        writer.WriteString("buildDate", "");
        writer.WriteString("buildUser", "");
        writer.WriteString("goVersion", RuntimeInformation.FrameworkDescription);
        writer.WriteString("revision", "");
        writer.WriteString("version", Version);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    public Task ReceiversAsync(HttpContext context) => Answers.JsonAsync(context, writer =>
    {
        writer.WriteStartArray();
        foreach (var receiver in surface.Notifier.Model.Receivers)
        {
            writer.WriteStartObject();
            writer.WriteString("name", receiver.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    public async Task ReloadAsync(HttpContext context)
    {
        var problem = await surface.Reload(context.RequestAborted);
        if (problem.Length == 0) return;
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync($"failed to reload config: {problem}\n");
    }
}
