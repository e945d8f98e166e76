using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Hotaru.Testing.Kubernetes;

/// <summary>One open watch: the lines that wait for its reader.</summary>
internal sealed class ObjectWatch(ListRequest request, bool isTooOld, Action<ObjectWatch> forget)
    : IDisposable
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public ListRequest Request => request;

    public bool IsTooOld => isTooOld;

    public ChannelReader<string> Lines => _lines.Reader;

    /// <summary>An object that stops matching is gone, and one that begins to is new.</summary>
    public void Take(ObjectChange change)
    {
        if (isTooOld || change.Resource != request.Resource) return;
        var (was, isNow) = (change.Old is { } old && request.Matches(old), request.Matches(change.Item));
        var kind = change.Kind == "DELETED" ? (was ? "DELETED" : "")
            : (was, isNow) switch
            {
                (true, true) => "MODIFIED",
                (true, false) => "DELETED",
                (false, true) => "ADDED",
                _ => "",
            };
        if (kind.Length > 0) Write(kind, change.Item.DeepClone());
    }

    public void Bookmark(long version) => Write("BOOKMARK", new JsonObject
    {
        ["metadata"] = new JsonObject
        {
            ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture),
        },
    });

    public void Refuse()
    {
        Write("ERROR", ObjectHistory.Status(410, "Expired", $"too old resource version: {request.Version}"));
        _lines.Writer.Complete();
    }

    public void Dispose()
    {
        _lines.Writer.TryComplete();
        forget(this);
    }

    private void Write(string kind, JsonNode item) =>
        _lines.Writer.TryWrite(new JsonObject { ["type"] = kind, ["object"] = item }.ToJsonString());
}
