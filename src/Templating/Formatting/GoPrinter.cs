using System.Globalization;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary>
/// Go's fmt package for template values: Sprint, Sprintln and the default form of each kind.
/// </summary>
public static class GoPrinter
{
    /// <summary>The %v form.</summary>
    public static string Print(TemplateValue value)
    {
        if (value is StringValue single) return single.Value;
        var text = new StringBuilder();
        Append(text, value, plus: false);
        return text.ToString();
    }

    /// <summary>Sprint: a space between two operands of which neither is a text.</summary>
    public static string Print(IReadOnlyList<TemplateValue> values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0 && values[i].Kind != TemplateKind.String && values[i - 1].Kind != TemplateKind.String)
                text.Append(' ');
            Append(text, values[i], plus: false);
        }

        return text.ToString();
    }

    /// <summary>Sprintln: always a space between, a newline behind.</summary>
    public static string PrintLine(IReadOnlyList<TemplateValue> values) =>
        string.Join(' ', values.Select(Print)) + "\n";

    public static string Format(string format, IReadOnlyList<TemplateValue> arguments) =>
        new GoFormat(format, arguments).Run();

    internal static void Append(StringBuilder text, TemplateValue value, bool plus)
    {
        if (value.Display is { } display)
        {
            text.Append(display);
            return;
        }

        switch (value)
        {
            case BoolValue flag: text.Append(flag.Value ? "true" : "false"); break;
            case IntValue whole: text.Append(whole.Value.ToString(CultureInfo.InvariantCulture)); break;
            case FloatValue number: text.Append(GoDecimal.Format(number.Value, 'g', -1)); break;
            case StringValue word: text.Append(word.Value); break;
            case ListValue list: AppendList(text, list, plus); break;
            case MapValue map: AppendMap(text, map, plus); break;
            case RecordValue record: AppendRecord(text, record, plus); break;
            case FunctionValue: text.Append("0x0"); break;
            default: text.Append("<nil>"); break;
        }
    }

    /// <summary>The %#v form: as Go source would write it.</summary>
    internal static string Source(TemplateValue value) => value switch
    {
        StringValue word => GoText.Quote(word.Value),
        FloatValue number => GoDecimal.Format(number.Value, 'g', -1),
        ListValue list => Braced(list.TypeName, list.Items.Select(Source)),
        MapValue map => Braced(map.TypeName, map.Keys.Select(k => $"{GoText.Quote(k)}:{At(map, k)}")),
        RecordValue record =>
            Braced(record.TypeName, record.Members.Select(m => $"{m.Key}:{Source(m.Value)}")),
        NilValue => "<nil>",
        _ => Print(value),
    };

    private static string Braced(string type, IEnumerable<string> parts) =>
        $"{type}{{{string.Join(", ", parts)}}}";

    private static string At(MapValue map, string key)
    {
        map.TryGet(key, out var value);
        return Source(value);
    }

    private static void AppendList(StringBuilder text, ListValue list, bool plus)
    {
        text.Append('[');
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i > 0) text.Append(' ');
            Append(text, list.Items[i], plus);
        }

        text.Append(']');
    }

    private static void AppendMap(StringBuilder text, MapValue map, bool plus)
    {
        text.Append("map[");
        for (var i = 0; i < map.Keys.Count; i++)
        {
            if (i > 0) text.Append(' ');
            text.Append(map.Keys[i]).Append(':');
            map.TryGet(map.Keys[i], out var value);
            Append(text, value, plus);
        }

        text.Append(']');
    }

    private static void AppendRecord(StringBuilder text, RecordValue record, bool plus)
    {
        text.Append('{');
        for (var i = 0; i < record.Members.Count; i++)
        {
            if (i > 0) text.Append(' ');
            if (plus) text.Append(record.Members[i].Key).Append(':');
            Append(text, record.Members[i].Value, plus);
        }

        text.Append('}');
    }
}
