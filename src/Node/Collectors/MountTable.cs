using System.Text;

namespace Hotaru.Node;

/// <summary>
/// The mounts of the first process (of this one where that is hidden). The table changes rarely, so it is
/// parsed again only when its text is another.
/// </summary>
internal sealed class MountTable(Machine machine)
{
    private readonly FileText _text = new();
    private byte[] _seen = [];
    private IReadOnlyList<Mount> _mounts = [];

    /// <summary>The mounts, each device and point once; null where there is no table.</summary>
    public IReadOnlyList<Mount>? Read()
    {
        if (!machine.Files.TryRead(machine.Proc("1/mounts"), _text)
            && !machine.Files.TryRead(machine.Proc("mounts"), _text))
            return null;
        if (_text.Span.SequenceEqual(_seen)) return _mounts;
        _mounts = Parse(_text.Span);
        _seen = _text.Span.ToArray();
        return _mounts;
    }

    internal static IReadOnlyList<Mount> Parse(ReadOnlySpan<byte> text)
    {
        var mounts = new List<Mount>();
        var seen = new HashSet<(string, string, string)>();
        while (KernelText.NextLine(ref text, out var line))
        {
            var fields = Encoding.UTF8.GetString(line).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 4) continue;
            var mount = new Mount(Unescape(fields[0]), Unescape(fields[1]), fields[2], fields[3]);
            if (seen.Add((mount.Device, mount.Point, mount.Type))) mounts.Add(mount);
        }

        return mounts;
    }

    /// <summary>fstab(5): a blank in a path is \040, a tab \011, a backslash \134.</summary>
    private static string Unescape(string path) =>
        path.Contains('\\', StringComparison.Ordinal)
            ? path.Replace("\\040", " ", StringComparison.Ordinal)
                .Replace("\\011", "\t", StringComparison.Ordinal)
                .Replace("\\134", "\\", StringComparison.Ordinal)
            : path;
}
