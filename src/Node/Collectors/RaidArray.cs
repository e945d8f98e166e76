using System.Globalization;
using System.Text.RegularExpressions;

namespace Hotaru.Node;

/// <summary>One array of /proc/mdstat; a block there is 1024 bytes.</summary>
internal sealed partial record RaidArray(
    string Name, string State, int DisksActive, int DisksRequired, int DisksFailed, int DisksSpare,
        long Blocks,
    long BlocksSynced)
{
    /// <summary>
    /// An array is a line "md0 : active raid1 sdb1[1] sda1[0](F)", then one with its blocks and
    /// [required/active], and, while it is synchronised, one with "recovery = 8.5% (16775552/195310144)".
    /// </summary>
    public static IReadOnlyList<RaidArray> Parse(string text)
    {
        var arrays = new List<RaidArray>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var head = HeadLine().Match(lines[i]);
            if (!head.Success) continue;
            var body = string.Join('\n', lines.Skip(i + 1).TakeWhile(line => line.StartsWith(' ')));
            arrays.Add(Read(head, body));
        }

        return arrays;
    }

    private static RaidArray Read(Match head, string body)
    {
        var members = head.Groups["members"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(member => member.Contains('[', StringComparison.Ordinal)).ToList();
        var failed = members.Count(member => member.EndsWith("(F)", StringComparison.Ordinal));
        var spare = members.Count(member => member.EndsWith("(S)", StringComparison.Ordinal));
        var isActive = head.Groups["state"].Value == "active";
        var size = BlockCount().Match(body);
        var blocks = size.Success ? long.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        var counts = DiskCounts().Match(body);
        // Arrays without redundancy tell no [required/active]: all their members are both.
        var required = counts.Success ? int.Parse(counts.Groups[1].Value, CultureInfo.InvariantCulture)
            : members.Count;
        var active = counts.Success ? int.Parse(counts.Groups[2].Value, CultureInfo.InvariantCulture)
            : isActive ? members.Count - failed - spare : 0;
        var progress = Progress().Match(body);
        var synced = progress.Groups["done"].Success
            ? long.Parse(progress.Groups["done"].Value, CultureInfo.InvariantCulture)
            : progress.Success ? 0 : blocks;
        var state = !isActive ? "inactive" : !progress.Success ? "active"
            : progress.Groups["what"].Value switch
            {
                "recovery" => "recovering",
                "check" => "check",
                _ => "resync",
            };
        return new RaidArray(
            head.Groups["name"].Value, state, active, required, failed, spare, blocks, synced);
    }

    [GeneratedRegex(@"^(?<name>\S+) : (?<state>active|inactive)(?: \([a-z-]+\))?(?<members>.*)$")]
    private static partial Regex HeadLine();

    [GeneratedRegex(@"(\d+) blocks")]
    private static partial Regex BlockCount();

    [GeneratedRegex(@"\[(\d+)/(\d+)\]")]
    private static partial Regex DiskCounts();

    [GeneratedRegex(@"(?<what>recovery|resync|check|reshape)\s*=\s*(?:\S+%\s*\((?<done>\d+)/\d+\)|\w+)")]
    private static partial Regex Progress();
}
