using System.Text;

namespace Hotaru.Node.Tests;

/// <summary>A machine's files as a table of paths and texts.</summary>
internal sealed class FakeFiles : INodeFiles
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    public Dictionary<string, FileSystemRoom> Rooms { get; } = new(StringComparer.Ordinal);

    /// <summary>Rooms that do not answer before this is completed.</summary>
    public Dictionary<string, TaskCompletionSource> Stuck { get; } = new(StringComparer.Ordinal);

    public string this[string path]
    {
        set => _files[path] = value;
    }

    public void Link(string path, string target) => _links[path] = target;

    public bool TryRead(string path, FileText text)
    {
        text.Length = 0;
        if (!_files.TryGetValue(path, out var content)) return false;
        text.Set(Encoding.UTF8.GetBytes(content));
        return true;
    }

    public IReadOnlyList<string> List(string directory) =>
        [.. _files.Keys.Where(k => k.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal))
            .Select(k => k[(directory.TrimEnd('/').Length + 1)..].Split('/')[0]).Distinct()
            .Order(StringComparer.Ordinal)];

    public string? Resolve(string path) =>
        _links.TryGetValue(path, out var target) ? target
        : _files.ContainsKey(path) || List(path).Count > 0 ? path : null;

    public double? ModifiedSeconds(string path) => _files.ContainsKey(path) ? 1767225600.5 : null;

    public FileSystemRoom? Room(string path)
    {
        if (Stuck.TryGetValue(path, out var stuck)) stuck.Task.Wait();
        return Rooms.TryGetValue(path, out var room) ? room : null;
    }
}
