using System.Text.RegularExpressions;

namespace Hotaru.Appliance.Configuration.Rules;

/// <summary>Shell patterns of paths: * and ? and [a-z] within one part of the path.</summary>
internal static class FilePattern
{
    /// <summary>The files that match, sorted; a pattern without wildcards is itself, there or not.</summary>
    public static IReadOnlyList<string> Match(string pattern)
    {
        if (pattern.AsSpan().IndexOfAny('*', '?', '[') < 0) return [pattern];
        var parts = pattern.Split('/');
        IEnumerable<string> found = [parts[0].Length == 0 ? "/" : "."];
        foreach (var part in parts.SkipWhile(p => p.Length == 0))
            found = found.SelectMany(d => Below(d, part)).ToList();
        return [.. found.Where(File.Exists).Select(p => p.StartsWith("./", StringComparison.Ordinal)
            && !pattern.StartsWith("./", StringComparison.Ordinal) ? p[2..] : p)
                .Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Below(string directory, string part)
    {
        if (part.AsSpan().IndexOfAny('*', '?', '[') < 0) return [Path.Combine(directory, part)];
        if (!Directory.Exists(directory)) return [];
        var expression = "\\A" + Regex.Escape(part).Replace("\\*", "[^/]*").Replace("\\?", "[^/]")
            .Replace("\\[", "[").Replace("\\]", "]") + "\\z";
        return Directory.EnumerateFileSystemEntries(directory)
            .Where(p => Regex.IsMatch(Path.GetFileName(p), expression))
            .Order(StringComparer.Ordinal);
    }
}
