using System.Globalization;
using System.Text;

namespace Hotaru.Node;

/// <summary>os-release(5); parsed again only when its text is another.</summary>
internal sealed class OsCollector(Machine machine) : ICollector
{
    private static readonly string[] Labels =
    [
        "build_id", "id", "id_like", "image_id", "image_version", "name", "pretty_name", "variant",
        "variant_id",
        "version", "version_codename", "version_id",
    ];

    private byte[] _seen = [];
    private Dictionary<string, string> _release = [];

    public string Name => "os";

    public bool Collect(NodePage page)
    {
        var text = machine.Read(machine.Options.RootPath + "/etc/os-release");
        if (text.IsEmpty) text = machine.Read(machine.Options.RootPath + "/usr/lib/os-release");
        if (text.IsEmpty) return false;
        if (!text.SequenceEqual(_seen))
        {
            _release = Parse(Encoding.UTF8.GetString(text));
            _seen = text.ToArray();
        }

        var info = page.Gauge("node_os_info", "The operating system by its os-release.").Begin();
        foreach (var label in Labels) info.Label(Encoding.ASCII.GetBytes(label), Value(label));
        info.End(1);
        if (Version(Value("version_id")) is { } version)
        {
            page.Gauge("node_os_version", "Major and minor version of the operating system.").Begin()
                .Label("id"u8, Value("id")).Label("id_like"u8, Value("id_like"))
                    .Label("name"u8, Value("name"))
                .End(version);
        }

        return true;
    }

    /// <summary>Lines NAME=value, where the value may stand in quotes as in a shell.</summary>
    internal static Dictionary<string, string> Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || line[0] == '#') continue;
            var value = line[(equals + 1)..];
            if (value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0]) value = value[1..^1];
            values[line[..equals]] = Unescape(value);
        }

        return values;
    }

    private static string Unescape(string value)
    {
        if (!value.Contains('\\', StringComparison.Ordinal)) return value;
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length) i++;
            text.Append(value[i]);
        }

        return text.ToString();
    }

    /// <summary>The first two numbers of a version: 22.04.1 is 22.04.</summary>
    private static double? Version(string id)
    {
        var parts = id.Split('.');
        var text = parts.Length > 1 ? $"{parts[0]}.{parts[1]}" : parts[0];
        return double.TryParse(text, CultureInfo.InvariantCulture, out var version)
            && version > 0 ? version : null;
    }

    private string Value(string label) => _release.GetValueOrDefault(label, "");
}
