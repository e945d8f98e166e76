using System.Text;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>
/// A configuration file made of resources. Each line knows the place in the resource that it stands for, so
/// that what is wrong is shown where a person wrote it.
/// </summary>
internal sealed class GeneratedYaml
{
    private readonly StringBuilder _text = new();
    private readonly List<SourcePosition> _places = [];

    public string Text => _text.ToString();

    public void Line(string text, SourcePosition at)
    {
        _text.Append(text).Append('\n');
        _places.Add(at);
    }

    /// <summary>A relabeling rule, two levels deep.</summary>
    public void Rule(SourcePosition at, params (string Name, object Value)[] fields) => Line(
        $"  - {{{string.Join(", ", fields.Select(f => $"{f.Name}: {Value(f.Value)}"))}}}", at);

    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    /// <summary>What is not a letter, a digit or _ becomes _.</summary>
    public static string Sanitized(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>A problem of the generated file, at the place that a person can mend.</summary>
    public Problem Original(Problem problem)
    {
        var line = problem.Line - 1;
        return line >= 0 && line < _places.Count
            ? new Problem(_places[line], problem.What, problem.Mend)
            : problem;
    }

    private static string Value(object value) => value is IEnumerable<string> list
        ? $"[{string.Join(", ", list.Select(Quoted))}]"
        : Quoted((string)value);
}
