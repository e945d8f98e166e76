using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Templating;

namespace Hotaru.Rules;

/// <summary>The functions of Prometheus's alert templates. Source: its template reference.</summary>
public static class RuleFunctions
{
    /// <summary>
    /// All functions by name, for checking texts; those that ask the server answer nothing.
    /// </summary>
    public static TemplateFunctions Names { get; } = For(_ => [], 0, "");

    /// <param name="query">An instant query at the evaluation's time.</param>
    /// <param name="timestampMs">What <c>now</c> says, in milliseconds since the epoch.</param>
    public static TemplateFunctions For(
        Func<string, IReadOnlyList<VectorSample>> query, long timestampMs, string externalUrl) =>
        TemplateFunctions.BuiltIn.With(SharedFunctions.All).With(NumberFunctions.All)
            .With(AddressFunctions.All)
            .With(SampleFunctions.All).With(
                TemplateFunction.Of("query", [ParameterKind.String],
                    a => SampleFunctions.List(query(a[0].Text()))),
                TemplateFunction.Of("now", [], _ => TemplateValue.Of(timestampMs / 1000.0)),
                TemplateFunction.Of("externalURL", [], _ => TemplateValue.Of(externalUrl)),
                TemplateFunction.Of("pathPrefix", [], _ => TemplateValue.Of(PathOf(externalUrl))));

    private static string PathOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.AbsolutePath != "/"
            ? parsed.AbsolutePath
            : "";
}
