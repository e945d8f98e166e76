namespace Hotaru.Appliance.CommandLine.JobRun;

/// <summary>
/// Pings that did not arrive, one file each, kept until a later run of any job brings them. The first line is
/// the
/// path, the rest the body.
/// </summary>
internal sealed class PingSpool(string directory)
{
    /// <summary>More than these are not kept: the oldest go.</summary>
    public const int MaxFiles = 1000;

    public static PingSpool Default()
    {
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local",
                "state");
        return new PingSpool(Path.Combine(state, "hotaru", "pings"));
    }

    /// <summary>Keeps a ping; a full or read-only disk loses it, and the job does not notice.</summary>
    public void Keep(Ping ping, DateTimeOffset at)
    {
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var old in Files().SkipLast(MaxFiles - 1)) File.Delete(old);
            var name = $"{at.ToUnixTimeMilliseconds():D15}-{Guid.NewGuid():N}";
            var temporary = Path.Combine(directory, "." + name);
            File.WriteAllText(temporary, ping.Path + "\n" + ping.Body);
            File.Move(temporary, Path.Combine(directory, name + ".ping"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Kept pings, oldest first, with their files.</summary>
    public IEnumerable<(string File, Ping Ping)> Read()
    {
        foreach (var file in Files())
        {
            string text;
            try
            {
                text = File.ReadAllText(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            var end = text.IndexOf('\n', StringComparison.Ordinal);
            if (end > 0) yield return (file, new Ping(text[..end], text[(end + 1)..]));
        }
    }

    private IReadOnlyList<string> Files() => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, "*.ping").Order(StringComparer.Ordinal)]
        : [];
}
