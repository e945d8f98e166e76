using System.IO.Enumeration;
using System.Text.Json;
using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>
/// file_sd_configs: files are looked at every few seconds and read where their time or size changed. Looking
/// is cheap, works on every file system, and sees files that are replaced by a rename, as kubelets and
/// editors do.
/// </summary>
internal sealed class FileDiscoverer(
    string job, FileDiscoveryModel model, TargetGroupReader readYaml, TimeProvider time, ILogger log)
        : IDiscoverer
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, (DateTime Written, long Length)> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<TargetGroup>> _groups = new(StringComparer.Ordinal);
    private readonly GroupMemory _memory = new();

    /// <summary>Where discovery as a whole is counted.</summary>
    public DiscoveryTotals Totals { get; init; } = new();

    public async Task RunAsync(Action<IReadOnlyList<TargetGroup>> found, CancellationToken cancellation)
    {
        while (true)
        {
            var start = time.GetTimestamp();
            var changed = Look();
            Totals.Scanned(time.GetElapsedTime(start).TotalSeconds);
            if (changed) found(_memory.WithGone([.. _groups.Values.SelectMany(groups => groups)]));
            var wait = model.RefreshInterval < LookEvery ? model.RefreshInterval : LookEvery;
            await Task.Delay(wait, time, cancellation);
        }
    }

    /// <summary>Whether anything changed.</summary>
    private bool Look()
    {
        var files = model.Files.SelectMany(Matching).ToHashSet(StringComparer.Ordinal);
        var changed = false;
        foreach (var gone in _groups.Keys.Where(file => !files.Contains(file)).ToList())
        {
            _groups.Remove(gone);
            _seen.Remove(gone);
            changed = true;
        }

        foreach (var file in files)
        {
            var info = new FileInfo(file);
            var mark = (info.LastWriteTimeUtc, info.Exists ? info.Length : 0);
            if (_seen.TryGetValue(file, out var known) && known == mark) continue;
            _seen[file] = mark;
            changed |= Read(file);
        }

        return changed;
    }

    private bool Read(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            _groups[file] = Path.GetExtension(file) == ".json" ? ReadJson(file, text) : readYaml(file, text);
            return true;
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or FormatException or JsonException)
        {
            Totals.ReadFailed();
            // What the file said before goes on: a half-written file must not end its targets.
            log.DiscoveryFailed(job, "file", $"{file}: {e.Message}");
            return false;
        }
    }

    private static IReadOnlyList<TargetGroup> ReadJson(string file, string text)
    {
        using var json = JsonDocument.Parse(text);
        return [.. TargetGroupJson.Read(file, json.RootElement).Select(group => group with
        {
            Labels = group.Labels.With("__meta_filepath", file),
        })];
    }

    /// <summary>The last segment may hold one star, as in prometheus.yml.</summary>
    private static IEnumerable<string> Matching(string pattern)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal)) return File.Exists(pattern) ? [pattern] : [];
        var directory = Path.GetDirectoryName(pattern) is { Length: > 0 } named ? named : ".";
        if (!Directory.Exists(directory)) return [];
        var name = Path.GetFileName(pattern);
        return Directory.EnumerateFiles(directory)
            .Where(file =>
                FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(file), ignoreCase: false));
    }
}
