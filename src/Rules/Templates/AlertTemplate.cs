using Hotaru.Model;
using Hotaru.Templating;

namespace Hotaru.Rules;

/// <summary>The text of one label or annotation; a text without braces is what it is.</summary>
public sealed class AlertTemplate
{
    /// <summary>
    /// What Prometheus puts before every text, on the same line: columns in messages count it.
    /// </summary>
    internal const string Preamble =
        "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}"
        + "{{$value := .Value}}";

    private readonly string _templateName;
    private readonly string _text;
    private readonly TemplateSet? _set;
    private readonly TemplateException? _problem;

    public AlertTemplate(string alert, string name, string text)
    {
        (Name, _text, _templateName) = (name, text, "__alert_" + alert);
        if (!text.Contains("{{", StringComparison.Ordinal)) return;
        var set = new TemplateSet(RuleFunctions.Names);
        try
        {
            set.Add(_templateName, Preamble + text);
            _set = set;
        }
        catch (TemplateException e)
        {
            _problem = e;
        }
    }

    public string Name { get; }

    /// <summary>Why the text is no template, or null.</summary>
    public TemplateException? Problem => _problem;

    /// <summary>The text for one alert; what fails stands in the text, as in Prometheus.</summary>
    internal string Expand(TemplateValue data, Func<TemplateFunctions> functions)
    {
        if (_problem is not null)
            return $"<error expanding template: error parsing template {_templateName}: {_problem.Message}>";
        if (_set is null) return _text;
        try
        {
            return _set.Execute(_templateName, data, functions());
        }
        catch (TemplateException e)
        {
            return $"<error expanding template: error executing template {_templateName}: {e.Message}>";
        }
    }

    internal static TemplateValue Data(
        Labels labels, TemplateValue externalLabels, string externalUrl, double value,
        FloatHistogram? histogram) =>
        new RecordValue(
        [
            new("Labels", Map(labels)),
            new("ExternalLabels", externalLabels),
            new("ExternalURL", TemplateValue.Of(externalUrl)),
            new("Value", histogram is null ? TemplateValue.Of(value) : HistogramValue.Of(histogram)),
        ],
        "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; "
        + "Value interface {} }");

    internal static TemplateValue Map(Labels labels) =>
        TemplateValue.MapOf(labels.Select(l => KeyValuePair.Create(l.Name, l.Value)));
}
