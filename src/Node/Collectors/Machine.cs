using System.Text;

namespace Hotaru.Node;

/// <summary>
/// What every collector works with: the options, the files, and a text that each may overwrite.
/// </summary>
internal sealed record Machine(NodeOptions Options, INodeFiles Files, TimeProvider Time)
{
    /// <summary>For one file at a time; what is read next replaces it.</summary>
    public FileText Text { get; } = new();

    public string Proc(string path) => $"{Options.ProcPath}/{path}";

    public string Sys(string path) => $"{Options.SysPath}/{path}";

    /// <summary>The lines of a file of /proc, empty where it is missing.</summary>
    public ReadOnlySpan<byte> ReadProc(string path) => Read(Proc(path));

    public ReadOnlySpan<byte> Read(string path) => Files.TryRead(path, Text) ? Text.Span : default;

    /// <summary>A file that holds one number, or NaN.</summary>
    public double Number(string path) => Files.TryRead(path, Text) ? Text.Number : double.NaN;

    /// <summary>A file that holds one line, or null where it is missing.</summary>
    public string? Line(string path) =>
        Files.TryRead(path, Text) ? Encoding.UTF8.GetString(Text.Trimmed) : null;

    /// <summary>The names in a directory of /sys that are a prefix followed by digits.</summary>
    public IEnumerable<string> Numbered(string directory, string prefix)
    {
        foreach (var name in Files.List(directory))
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal)
                && !name.AsSpan(prefix.Length).ContainsAnyExceptInRange('0', '9'))
                yield return name;
        }
    }
}
