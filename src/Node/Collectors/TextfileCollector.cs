namespace Hotaru.Node;

/// <summary>
/// Adds the files *.prom of a directory to the page, as cron jobs leave them there. A file with any fault, or
/// with timestamps, adds nothing, and node_textfile_scrape_error is 1.
/// </summary>
internal sealed class TextfileCollector(Machine machine) : ICollector
{
    private readonly FileText _text = new();

    public string Name => "textfile";

    public bool Collect(NodePage page)
    {
        var directory = machine.Options.TextfileDirectory;
        var isGood = true;
        if (directory.Length > 0)
        {
            var merge = new TextfileMerge(page);
            foreach (var name in machine.Files.List(directory))
            {
                if (name.EndsWith(".prom", StringComparison.Ordinal))
                    isGood &= AddFile(merge, page, $"{directory}/{name}");
            }

            isGood &= !merge.HasConflict;
        }

        page.Gauge("node_textfile_scrape_error", "Whether a file could not be read or understood.")
            .Add(isGood ? 0 : 1);
        return true;
    }

    private bool AddFile(TextfileMerge merge, NodePage page, string path)
    {
        if (!machine.Files.TryRead(path, _text) || !merge.TryAdd(_text.Span.ToArray(), path)) return false;
        if (machine.Files.ModifiedSeconds(path) is not { } modified) return false;
        page.Gauge("node_textfile_mtime_seconds", "When the file was last written, seconds since the epoch.")
            .Add(Math.Floor(modified), "file"u8, path);
        return true;
    }
}
