using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>When a group was or will be flushed; survives restarts and reloads.</summary>
internal sealed record GroupTiming(string StateKey, bool HasFlushed, DateTimeOffset NextFlush)
{
    internal const string Table = "notifier_groups";

    public byte[] Write() => JsonWrite.Object(writer =>
    {
        writer.WriteString("key", StateKey);
        writer.WriteBoolean("flushed", HasFlushed);
        writer.Time("next", NextFlush);
    });

    public static GroupTiming Read(JsonElement json) =>
        new(json.Text("key"), json.Flag("flushed"), json.Time("next"));
}
