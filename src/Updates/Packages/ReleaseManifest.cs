using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hotaru.Updates;

/// <summary>
/// What a release is and has: the file MANIFEST, which the signature covers. A line each:
/// <c>hotaru-release 1</c>, <c>version 0.2.0</c>, <c>rid linux-arm</c>, <c>data-format 1</c>, and for every
/// file <c>file SHA256 BYTES MODE NAME</c>.
/// </summary>
public sealed partial record ReleaseManifest(
    string Version, string Rid, int DataFormat, IReadOnlyList<ReleaseFile> Files)
{
    public const string FileName = "MANIFEST";
    public const string SignatureName = "MANIFEST.sig";
    public const int MostBytes = 64 << 10;
    public const int MostFiles = 500;

    /// <summary>The program itself; a release without it is none.</summary>
    public const string Program = "hotaru";

    /// <summary>All files together, in bytes; four times what a release has.</summary>
    public const long MostBytesUnpacked = 256L << 20;

    public long BytesUnpacked => Files.Sum(file => file.Bytes);

    /// <exception cref="UpdateRefusedException">It is not such a file, or asks for too much.</exception>
    public static ReleaseManifest Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || lines[0] != "hotaru-release 1")
            throw Refused("it is no release that this Hotaru can read (hotaru-release 1)");
        var files = lines.Where(l => l.StartsWith("file ", StringComparison.Ordinal)).Select(File).ToList();
        var manifest = new ReleaseManifest(
            Field(lines, "version"), Field(lines, "rid"), Number(Field(lines, "data-format")), files);
        if (!VersionForm().IsMatch(manifest.Version))
            throw Refused($"\"{manifest.Version}\" is not a version");
        if (files.Count > MostFiles) throw Refused($"more than {MostFiles} files");
        if (manifest.BytesUnpacked > MostBytesUnpacked)
            throw Refused($"more than {MostBytesUnpacked >> 20} MB unpacked");
        if (files.DistinctBy(file => file.Name).Count() != files.Count) throw Refused("a file comes twice");
        if (!files.Exists(file => file.Name == Program)) throw Refused($"it has no {Program}");
        return manifest;
    }

    private static string Field(string[] lines, string name) =>
        lines.FirstOrDefault(l => l.StartsWith(name + ' ', StringComparison.Ordinal))?[(name.Length + 1)..]
        ?? throw Refused($"\"{name}\" is missing");

    private static ReleaseFile File(string line)
    {
        var parts = line.Split(' ', 5);
        if (parts.Length != 5 || !DigestForm().IsMatch(parts[1])
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
            throw Refused($"\"{line}\" is not a file's line");
        if (!NameForm().IsMatch(parts[4])) throw Refused($"\"{parts[4]}\" is not a name that is unpacked");
        var mode = parts[3] switch
        {
            "0644" => ModeOfData,
            "0755" => ModeOfData
                | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute,
            _ => throw Refused($"mode {parts[3]} of {parts[4]}; only 0644 and 0755 are taken"),
        };
        return new ReleaseFile(parts[4], parts[1], bytes, mode);
    }

    private const UnixFileMode ModeOfData = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refused($"\"{text}\" is not a number");

    private static UpdateRefusedException Refused(string what) => new($"{FileName}: {what}");

    [GeneratedRegex(@"\A[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}\z")]
    private static partial Regex VersionForm();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex DigestForm();

    /// <summary>
    /// No part begins with a dot: no hidden files, no way up; no part is empty: no way to /.
    /// </summary>
    [GeneratedRegex(@"\A(?=.{1,200}\z)[0-9A-Za-z_][0-9A-Za-z._+-]*(/[0-9A-Za-z_][0-9A-Za-z._+-]*){0,5}\z")]
    private static partial Regex NameForm();
}
