using System.Globalization;
using System.Text;
using Hotaru.Templating;

namespace Hotaru.Notifier;

/// <summary>The functions of notification templates beside those of the language.</summary>
internal static class NotificationFunctions
{
    public static TemplateFunctions All(TimeProvider time) => TemplateFunctions.BuiltIn
        .With(SharedFunctions.All)
        .With(Texts())
        .With(Times(time))
        .With(Collections());

    private static TemplateFunction[] Texts() =>
    [
        TemplateFunction.Of("join", [ParameterKind.String, ParameterKind.StringList],
            a => TemplateValue.Of(string.Join(a[0].Text(), a[1].Entries().Select(e => e.Text())))),
        TemplateFunction.Of(
            "safeUrl", [ParameterKind.String], a => new StringValue(a[0].Text(), TextSafety.Url)),
        TemplateFunction.Of("urlUnescape", [ParameterKind.String],
            a => TemplateValue.Of(Uri.UnescapeDataString(a[0].Text().Replace('+', ' ')))),
        TemplateFunction.Variadic("stringSlice", [ParameterKind.String],
            a => KeyValues.Texts(a.Select(e => e.Text()))),
        TemplateFunction.Of("base64encode", [ParameterKind.String], a => TemplateValue.Of(
            Convert.ToBase64String(Encoding.UTF8.GetBytes(a[0].Text())).Replace('+', '-').Replace('/', '_'))),
        TemplateFunction.Of(
            "base64decode", [ParameterKind.String], a => TemplateValue.Of(Decode(a[0].Text()))),
        TemplateFunction.Of("toJson", [ParameterKind.Any], a => TemplateValue.Of(TemplateJson.Write(a[0]))),
        // Filled in for each notification; see NotificationTemplates.
        TemplateFunction.Of("routeLabels", [ParameterKind.String], _ => TemplateValue.EmptyText),
    ];

    private static TemplateFunction[] Times(TimeProvider time) =>
    [
        TemplateFunction.Of("date", [ParameterKind.String, ParameterKind.Time],
            a => TemplateValue.Of(GoTime.Format((TimeValue)a[1], a[0].Text()))),
        TemplateFunction.Of(
            "tz", [ParameterKind.String, ParameterKind.Time], a => InZone(a[0].Text(), a[1].Moment())),
        TemplateFunction.Of("now", [], _ => TemplateValue.Of(time.GetUtcNow())),
        TemplateFunction.Of(
            "since", [ParameterKind.Time], a => TemplateValue.Of(time.GetUtcNow() - a[0].Moment())),
        TemplateFunction.Of("toDate", [ParameterKind.String, ParameterKind.String],
            a => TemplateValue.Of(
                GoLayout.TryParse(a[0].Text(), a[1].Text(), out var moment) ? moment : default)),
        TemplateFunction.Of("mustToDate", [ParameterKind.String, ParameterKind.String],
            a => GoLayout.TryParse(a[0].Text(), a[1].Text(), out var moment)
                ? TemplateValue.Of(moment)
                : throw new TemplateCallException(
                    $"\"{a[1].Text()}\" is not a time as \"{a[0].Text()}\" shows one")),
    ];

    private static TemplateFunction[] Collections() =>
    [
        TemplateFunction.Variadic("list", [ParameterKind.Any], a => new ListValue([.. a])),
        TemplateFunction.Variadic("append", [ParameterKind.List, ParameterKind.Any],
            a => new ListValue([.. a[0].Entries(), .. a.Skip(1)])),
        TemplateFunction.Variadic("dict", [ParameterKind.Any], Dict),
    ];

    private static MapValue Dict(IReadOnlyList<TemplateValue> pairs)
    {
        if (pairs.Count % 2 != 0) throw new TemplateCallException(
            "dict requires an even number of arguments");
        var entries = new Dictionary<string, TemplateValue>(StringComparer.Ordinal);
        for (var i = 0; i < pairs.Count; i += 2)
        {
            if (pairs[i] is not StringValue key) throw new TemplateCallException("dict keys must be strings");
            entries[key.Value] = pairs[i + 1];
        }

        return new MapValue(entries);
    }

    private static TimeValue InZone(string name, DateTimeOffset moment)
    {
        try
        {
            var zone = name.Length == 0 ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(name);
            return new TimeValue(TimeZoneInfo.ConvertTime(moment, zone));
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new TemplateCallException($"unknown time zone {name}", e);
        }
    }

    private static string Decode(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(
                Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/')));
        }
        catch (FormatException e)
        {
            throw new TemplateCallException("illegal base64 data", e);
        }
    }
}
