using System.Text.Json;

namespace Hotaru.Scraper;

/// <summary>
/// scrape_failure_log_file: one line of JSON for each scrape that failed. The file is opened for each line,
/// so that it may be moved away at any time. Thread-safe within the process.
/// </summary>
internal static class FailureLog
{
    private static readonly Lock Writing = new();

    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it be.</exception>
    public static void Write(string path, DateTimeOffset at, Target target, string error)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("time", at.UtcDateTime);
            json.WriteString("level", "ERROR");
            json.WriteString("msg", error);
            json.WriteString("job_name", target.Job.JobName);
            json.WriteString("target", target.Url.AbsoluteUri);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        lock (Writing)
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            line.WriteTo(file);
        }
    }
}
