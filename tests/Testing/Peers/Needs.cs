namespace Hotaru.Testing;

/// <summary>Whether what a test needs from outside the repository is there.</summary>
public static class Needs
{
    /// <summary>Why a test cannot run, or null where it can.</summary>
    public static string? Missing(params ReadOnlySpan<string> needs)
    {
        foreach (var need in needs)
        {
            if (need.StartsWith("shared/", StringComparison.Ordinal))
            {
                var path = RepositoryRoot.Shared is { } shared ? Path.Combine(shared, need[7..]) : null;
                if (path is null || !(File.Exists(path) || Directory.Exists(path)))
                    return $"not run: ../{need} is not there";
            }
            else if (need.StartsWith('/'))
            {
                if (!Path.Exists(need)) return $"not run: {need} is not there";
            }
            else if (ProgramPath(need) is null)
            {
                return $"not run: {need} is not installed";
            }
        }

        return null;
    }

    /// <summary>Where a program is on the PATH (and in /usr/sbin), or null.</summary>
    public static string? ProgramPath(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin");
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
