using System.Globalization;
using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>One attempt at a time, as its queue has it: the token needs no lock.</summary>
internal sealed class WeChatSender(WeChatConfig config, NotificationTemplates templates, TimeProvider time)
    : INotificationSender
{
    /// <summary>What the service says of a token that it does not take any more.</summary>
    private const int TokenExpired = 42001;
    private const int TokenInvalid = 40014;

    /// <summary>What a text of the service may have, in bytes.</summary>
    private const int MaxMessage = 2048;

    /// <summary>Tokens are good for two hours.</summary>
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(110);

    private readonly HttpDelivery _http = new(config.Http);
    private string _token = "";
    private long _tokenAt;

    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        if (_token.Length == 0 || time.GetElapsedTime(_tokenAt) > TokenLife)
        {
            var refusal = await SignInAsync(rendering, cancellation).ConfigureAwait(false);
            if (refusal is { } outcome) return outcome;
        }

        var json = JsonWrite.Object(writer => Write(writer, rendering));
        var url = Address($"message/send?access_token={Uri.EscapeDataString(_token)}");
        var (sent, _, text) = await _http
            .AskAsync(() => HttpDelivery.Json(HttpMethod.Post, url, json), cancellation)
            .ConfigureAwait(false);
        return sent.Result == DeliveryResult.Delivered ? Meaning(text) : sent;
    }

    public void Dispose() => _http.Dispose();

    /// <returns>Why there is no token; null where there is one now.</returns>
    private async Task<DeliveryOutcome?> SignInAsync(Rendering rendering, CancellationToken cancellation)
    {
        var secret = Uri.EscapeDataString(config.ApiSecret.Read());
        var corporation = Uri.EscapeDataString(rendering.Text(config.Corporation));
        var url = Address($"gettoken?corpsecret={secret}&corpid={corporation}");
        var (outcome, _, text) = await _http
            .AskAsync(() => new HttpRequestMessage(HttpMethod.Get, url), cancellation).ConfigureAwait(false);
        if (outcome.Result != DeliveryResult.Delivered) return outcome;
        _token = Read(text) is { } answer ? answer.Text("access_token") : "";
        _tokenAt = time.GetTimestamp();
        return _token.Length > 0 ? null : DeliveryOutcome.Refused("WeChat takes neither secret nor corp_id");
    }

    private DeliveryOutcome Meaning(string text)
    {
        if (Read(text) is not { } answer || !answer.TryGetProperty("errcode", out var code))
            return DeliveryOutcome.Retry("WeChat did not answer in JSON");
        var number = code.GetInt32();
        if (number == 0) return DeliveryOutcome.Delivered;
        var reason = string.Create(
            CultureInfo.InvariantCulture, $"WeChat says {number}: {answer.Text("errmsg")}");
        if (number is not (TokenExpired or TokenInvalid)) return DeliveryOutcome.Refused(reason);
        _token = "";
        return DeliveryOutcome.Retry(reason);
    }

    private static JsonElement? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object ? root.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Address(string path) => config.ApiUrl.TrimEnd('/') + "/" + path;

    private void Write(Utf8JsonWriter writer, Rendering rendering)
    {
        writer.Optional("touser", rendering.Text(config.ToUser));
        writer.Optional("toparty", rendering.Text(config.ToParty));
        writer.Optional("totag", rendering.Text(config.ToTag));
        writer.Optional("agentid", rendering.Text(config.Agent));
        writer.WriteString("safe", "0");
        writer.WriteString("msgtype", config.MessageType);
        writer.WriteStartObject(config.MessageType);
        writer.WriteString("content", TextLimit.Bytes(rendering.Prose(config.Message), MaxMessage));
        writer.WriteEndObject();
    }
}
