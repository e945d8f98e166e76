using Hotaru.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hotaru.Appliance.Configuration;

/// <summary>
/// A node of a YAML file that knows its place. The readers (<see cref="Text"/>, <see cref="Duration"/> and so
/// on)
/// report what does not fit to the problem list and return null; nothing throws.
/// </summary>
internal sealed class ConfigNode(YamlNode node, string file, ProblemList problems)
{
    public SourcePosition At => new(file, (int)node.Start.Line, (int)node.Start.Column);

    public ProblemList Problems => problems;

    public bool IsScalar => node is YamlScalarNode;

    /// <summary>
    /// Whether the scalar is written over lines of its own, behind <c>|</c> or <c>&gt;</c>.
    /// </summary>
    public bool IsBlock => node is YamlScalarNode { Style: ScalarStyle.Literal or ScalarStyle.Folded };

    public bool IsQuoted =>
        node is YamlScalarNode { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted };

    public bool IsMap => node is YamlMappingNode;

    public bool IsList => node is YamlSequenceNode;

    public bool IsNull => node is YamlScalarNode
    {
        Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null",
    };

    /// <summary>A number or a truth value without quotes, which is written the same in JSON.</summary>
    public bool IsLiteral => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text }
        && (text is "true" or "false" || (text.Length < 16 && double.TryParse(text, out _) && text[^1] != '.'
            && text[0] is '-' or (>= '1' and <= '9')));

    /// <summary>The scalar as written, or null where this is not a scalar.</summary>
    public string? ScalarText => (node as YamlScalarNode)?.Value;

    public string? Text()
    {
        if (node is YamlScalarNode scalar) return IsNull ? "" : scalar.Value ?? "";
        return Fail<string>("a text is expected here");
    }

    public bool? Flag()
    {
        switch (ScalarText)
        {
            case "true" or "True" or "TRUE" or "yes" or "on":
                return true;
            case "false" or "False" or "FALSE" or "no" or "off":
                return false;
            default:
                problems.Add(At, $"{Shown} is neither true nor false", "write true or false");
                return null;
        }
    }

    public long? Integer()
    {
        if (long.TryParse(ScalarText, out var number)) return number;
        problems.Add(At, $"{Shown} is not a whole number", "write digits only");
        return null;
    }

    public double? Number()
    {
        if (double.TryParse(ScalarText, out var number)) return number;
        problems.Add(At, $"{Shown} is not a number");
        return null;
    }

    public TimeSpan? Duration()
    {
        if (PrometheusDuration.TryParse(ScalarText ?? "", out var duration)) return duration;
        problems.Add(At, $"{Shown} is not a duration", DurationMend(ScalarText ?? ""));
        return null;
    }

    /// <summary>Sizes as the peers write them: 512B, 10MB, 8GB (powers of 1024).</summary>
    public long? Size()
    {
        var text = ScalarText ?? "";
        string[] units = ["B", "KB", "MB", "GB", "TB", "PB", "EB"];
        for (var power = units.Length - 1; power >= 0; power--)
        {
            if (!text.EndsWith(units[power], StringComparison.OrdinalIgnoreCase)) continue;
            if (double.TryParse(text[..^units[power].Length], out var number) && number >= 0)
                return (long)(number * Math.Pow(1024, power));
        }

        if (text == "0") return 0;
        problems.Add(At, $"{Shown} is not a size", "write a number and a unit, such as 512MB or 8GB");
        return null;
    }

    /// <summary>
    /// The map's fields; an empty map where this is null or not a map (which is a problem).
    /// </summary>
    public ConfigMap Map()
    {
        if (node is YamlMappingNode map) return new ConfigMap(map, file, problems, At);
        if (!IsNull) problems.Add(At, $"a map of fields is expected here, not {Shown}");
        return new ConfigMap(new YamlMappingNode(), file, problems, At);
    }

    /// <summary>The list's entries; none where this is null or not a list (which is a problem).</summary>
    public IReadOnlyList<ConfigNode> List()
    {
        if (node is YamlSequenceNode list)
            return [.. list.Children.Select(child => new ConfigNode(child, file, problems))];
        if (!IsNull) problems.Add(At, $"a list is expected here, not {Shown}",
            "begin each entry with \"- \"");
        return [];
    }

    public IReadOnlyList<string> Texts() => [.. List().Select(entry => entry.Text() ?? "")];

    private string Shown => node is YamlScalarNode scalar ? GoText.Quote(scalar.Value ?? "")
        : node is YamlMappingNode ? "a map" : "a list";

    private T? Fail<T>(string what)
        where T : class
    {
        problems.Add(At, $"{what}, not {Shown}");
        return null;
    }

    /// <summary>Guesses what was meant: 5min is 5m, 10 is 10s.</summary>
    private static string DurationMend(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var number = text[..digits];
        if (digits == 0) return "write a number and a unit, such as 30s, 5m or 1h30m";
        var rest = text[digits..].Trim().ToLowerInvariant();
        var unit = rest switch
        {
            "" or "sec" or "secs" or "second" or "seconds" => "s",
            "min" or "mins" or "minute" or "minutes" => "m",
            "hr" or "hrs" or "hour" or "hours" => "h",
            "day" or "days" => "d",
            "week" or "weeks" => "w",
            _ => "",
        };
        return unit.Length == 0 ? "write a number and a unit, such as 30s, 5m or 1h30m"
            : $"write {number}{unit}";
    }
}
