using System.Globalization;
using System.Text.Json.Nodes;

namespace Hotaru.Testing.Kubernetes;

/// <summary>The objects, their versions, and what happened since the last compaction.</summary>
internal sealed class ObjectHistory
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<ObjectChange> _changes = [];
    private readonly List<ObjectWatch> _watches = [];
    private readonly Dictionary<string, (long Version, List<JsonObject> Items)> _pages = [];
    private long _version = 1000;
    private long _oldest = 1000;

    public int Watches
    {
        get
        {
            lock (_lock) return _watches.Count;
        }
    }

    public static JsonObject Status(int code, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = code,
    };

    public void Put(string resource, JsonObject item)
    {
        lock (_lock)
        {
            var key = Key(resource, item);
            var old = _objects.GetValueOrDefault(key);
            item["metadata"]!["resourceVersion"] = Text(++_version);
            item["metadata"]!["managedFields"] = new JsonArray(new JsonObject { ["manager"] = "kubectl" });
            _objects[key] = item;
            var kind = old is null ? "ADDED" : "MODIFIED";
            Tell_NeedsLock(new ObjectChange(_version, resource, kind, old, item));
        }
    }

    public void Delete(string resource, string space, string name)
    {
        lock (_lock)
        {
            var key = $"{resource}|{space}|{name}";
            if (!_objects.Remove(key, out var old)) return;
            var last = old.DeepClone().AsObject();
            last["metadata"]!["resourceVersion"] = Text(++_version);
            Tell_NeedsLock(new ObjectChange(_version, resource, "DELETED", old, last));
        }
    }

    public void Compact()
    {
        lock (_lock)
        {
            // As in etcd, versions are shared by all objects: something else has happened since.
            _oldest = ++_version;
            _changes.Clear();
            _pages.Clear();
        }
    }

    public void SendBookmarks()
    {
        lock (_lock)
        {
            foreach (var watch in _watches.Where(w => w.Request.WantsBookmarks)) watch.Bookmark(_version);
        }
    }

    /// <summary>Null where the token to continue from has run out.</summary>
    public JsonObject? List(ListRequest request)
    {
        lock (_lock)
        {
            var (version, items) = (_version, Matching_NeedsLock(request));
            if (request.Continue.Length > 0)
            {
                if (!_pages.Remove(request.Continue, out var page)) return null;
                (version, items) = page;
            }

            var metadata = new JsonObject { ["resourceVersion"] = Text(version) };
            if (request.Limit > 0 && items.Count > request.Limit)
            {
                var token = $"page-{_version}-{_pages.Count}-{items.Count}";
                _pages[token] = (version, items[request.Limit..]);
                metadata["continue"] = token;
                items = items[..request.Limit];
            }

            return new JsonObject
            {
                ["kind"] = "List",
                ["metadata"] = metadata,
                ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
            };
        }
    }

    public ObjectWatch Watch(ListRequest request)
    {
        lock (_lock)
        {
            var watch = new ObjectWatch(request, request.Version < _oldest, Forget);
            if (watch.IsTooOld) watch.Refuse();
            foreach (var change in _changes.Where(c => c.Version > request.Version)) watch.Take(change);
            _watches.Add(watch);
            return watch;
        }
    }

    private void Forget(ObjectWatch watch)
    {
        lock (_lock) _watches.Remove(watch);
    }

    private List<JsonObject> Matching_NeedsLock(ListRequest request) =>
        [.. _objects.Where(e => e.Key.StartsWith(request.Resource + "|", StringComparison.Ordinal))
            .Select(e => e.Value).Where(request.Matches)];

    private void Tell_NeedsLock(ObjectChange change)
    {
        _changes.Add(change);
        foreach (var watch in _watches) watch.Take(change);
    }

    private static string Key(string resource, JsonObject item)
    {
        var metadata = item["metadata"]!;
        return $"{resource}|{(string?)metadata["namespace"]}|{(string?)metadata["name"]}";
    }

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
