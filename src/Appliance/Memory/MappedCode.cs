using System.Globalization;

namespace Hotaru.Appliance.Memory;

/// <summary>Finds in smaps what is mapped of a program's file and was never written to.</summary>
internal static class MappedCode
{
    /// <param name="smaps">As in /proc/PID/smaps. Source: proc_pid_smaps(5).</param>
    /// <param name="path">The file of the program.</param>
    public static List<MappedRange> Clean(TextReader smaps, string path)
    {
        var found = new List<MappedRange>();
        MappedRange? range = null;
        while (smaps.ReadLine() is { } line)
        {
            if (Header(line, path) is { } header) range = header.Length > 0 ? header : null;
            else if (range is not null && line.StartsWith("Anonymous:", StringComparison.Ordinal))
            {
                // A page that was written is a copy that only this process has: it must stay.
                if (line.AsSpan("Anonymous:".Length).Trim() is "0 kB") found.Add(range.Value);
                range = null;
            }
        }

        return found;
    }

    /// <summary>
    /// "start-end perms offset device inode path". Null for other lines; without length where it is of no
    /// interest: other files, and what can be written.
    /// </summary>
    private static MappedRange? Header(string line, string path)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var dash = line.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0 || dash > space || !Hex(line.AsSpan(0, dash), out var start)
            || !Hex(line.AsSpan(dash + 1, space - dash - 1), out var end))
            return null;
        var isReadOnly = line.AsSpan(space + 1) is ['r', '-', ..];
        return isReadOnly && line.EndsWith(' ' + path, StringComparison.Ordinal)
            ? new MappedRange(start, end - start) : default(MappedRange);
    }

    private static bool Hex(ReadOnlySpan<char> text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
