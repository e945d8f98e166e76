using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary>Functions that the templates of rules and of notifications have in common.</summary>
public static class SharedFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        Text("toUpper", text => text.ToUpperInvariant()),
        Text("toLower", text => text.ToLowerInvariant()),
        Text("title", GoStrings.Title),
        Text("trimSpace", text => text.Trim()),
        TemplateFunction.Of("safeHtml", [ParameterKind.String],
            a => new StringValue(a[0].Text(), TextSafety.Html)),
        TemplateFunction.Of("match", [ParameterKind.String, ParameterKind.String],
            a => TemplateValue.Of(Regex(a[0].Text()).IsMatch(a[1].Text()))),
        TemplateFunction.Of("reReplaceAll",
            [ParameterKind.String, ParameterKind.String, ParameterKind.String],
            a => TemplateValue.Of(Regex(a[0].Text()).ReplaceAll(a[2].Text(), a[1].Text()))),
        TemplateFunction.Of("humanizeDuration", [ParameterKind.Any],
            a => TemplateValue.Of(Humanizing.Duration(Humanizing.ToFloat(a[0])))),
    ];

    private static TemplateFunction Text(string name, Func<string, string> change) =>
        TemplateFunction.Of(name, [ParameterKind.String], a => TemplateValue.Of(change(a[0].Text())));

    private static GoRegex Regex(string pattern)
    {
        try
        {
            return GoRegex.Unanchored(pattern);
        }
        catch (FormatException e)
        {
            throw new TemplateCallException(e.Message, e);
        }
    }
}
