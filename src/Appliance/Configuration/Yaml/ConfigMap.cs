using Hotaru.Model;
using YamlDotNet.RepresentationModel;

namespace Hotaru.Appliance.Configuration;

/// <summary>
/// The fields of a map. Asking for a field marks it as known; <see cref="End"/> reports every field that was
/// never asked for, with the nearest known name as the mend.
/// </summary>
internal sealed class ConfigMap
{
    private readonly Dictionary<string, ConfigNode> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourcePosition> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly ProblemList _problems;

    public ConfigMap(YamlMappingNode map, string file, ProblemList problems, SourcePosition at)
    {
        (_problems, At) = (problems, at);
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            var place = new SourcePosition(file, (int)key.Start.Line, (int)key.Start.Column);
            _fields[name] = new ConfigNode(value, file, problems);
            _keys[name] = place;
        }
    }

    public SourcePosition At { get; }

    public ProblemList Problems => _problems;

    public int Count => _fields.Count;

    /// <summary>
    /// The names in the order written; for maps whose keys are a person's own, such as labels.
    /// </summary>
    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>The field, or null where it is not there.</summary>
    public ConfigNode? this[string name]
    {
        get
        {
            _known.Add(name);
            return _fields.GetValueOrDefault(name);
        }
    }

    /// <summary>Where the key of a field stands; the map's own place where it is not there.</summary>
    public SourcePosition KeyAt(string name) => _keys.GetValueOrDefault(name, At);

    public string Text(string name, string otherwise = "") => this[name]?.Text() ?? otherwise;

    public bool Flag(string name, bool otherwise) => this[name]?.Flag() ?? otherwise;

    public long Integer(string name, long otherwise) => this[name]?.Integer() ?? otherwise;

    public TimeSpan Duration(string name, TimeSpan otherwise) => this[name]?.Duration() ?? otherwise;

    public long Size(string name, long otherwise) => this[name]?.Size() ?? otherwise;

    public IReadOnlyList<ConfigNode> List(string name) => this[name]?.List() ?? [];

    public IReadOnlyList<string> Texts(string name) => this[name]?.Texts() ?? [];

    /// <summary>A field that must be there and not be empty.</summary>
    public string Required(string name, string owner)
    {
        var text = this[name]?.Text();
        if (!string.IsNullOrEmpty(text)) return text;
        _problems.Add(At, $"{owner} has no {name}", $"add \"{name}:\"");
        return "";
    }

    /// <summary>A map of a person's own names to texts, such as labels.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (this[name] is not { } node) return texts;
        var map = node.Map();
        foreach (var key in map.Names.ToList()) texts[key] = map[key]!.Text() ?? "";
        return texts;
    }

    /// <summary>Reports the fields nobody asked for.</summary>
    public void End()
    {
        foreach (var name in _fields.Keys)
        {
            if (_known.Contains(name)) continue;
            var nearest = _known.MinBy(known => Distance(known, name));
            var mend = nearest is not null && Distance(nearest, name) <= 3
                ? $"did you mean {nearest}?"
                : $"known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}";
            _problems.Add(_keys[name], $"field {name} is not known here", mend);
        }
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                diagonal = above;
            }
        }

        return row[^1];
    }
}
