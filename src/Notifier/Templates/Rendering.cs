using Hotaru.Templating;

namespace Hotaru.Notifier;

/// <summary>Renders the texts of one notification.</summary>
internal sealed class Rendering
{
    private readonly TemplateSet _set;
    private readonly TemplateValue _data;
    private readonly Notification _notification;
    private readonly HashSet<string> _inProgress = new(StringComparer.Ordinal);
    private readonly TemplateFunctions _functions;

    public Rendering(
        NotificationTemplates templates, TemplateSet set, Notification notification,
        IReadOnlyList<NotifiedAlert> alerts)
    {
        (_set, _notification) = (set, notification);
        _data = TemplateData.Of(notification, alerts, templates.ExternalUrl);
        _functions = templates.Functions.With(TemplateFunction.Of(
            "routeLabels", [ParameterKind.String], a => TemplateValue.Of(RouteLabel(a[0].Text()))));
    }

    /// <summary>Renders a text that a machine reads, such as an address.</summary>
    /// <exception cref="TemplateException">The template fails.</exception>
    public string Text(string template) => Run(template, html: false);

    /// <summary>Renders HTML; what actions print is escaped.</summary>
    /// <exception cref="TemplateException">The template fails.</exception>
    public string Html(string template) => Run(template, html: true);

    /// <summary>
    /// Renders a text that people read. A template that fails must not keep an alert from arriving: then the
    /// built-in list of alerts is sent, and what is wrong with the template.
    /// </summary>
    public string Prose(string template)
    {
        try
        {
            return Text(template);
        }
        catch (TemplateException e)
        {
            return Text("""{{ template "__subject" . }}""") + "\n" + Text(
                """{{ template "__hotaru_both_lists" . }}""")
                + $"\n(The template of this receiver failed: {e.Message})";
        }
    }

    /// <summary>A heading: one line, marked where the notification is a test.</summary>
    public string Title(string template)
    {
        string title;
        try
        {
            title = Text(template);
        }
        catch (TemplateException)
        {
            title = Text("""{{ template "__subject" . }}""");
        }

        return _notification.IsTest && !title.Contains("[TEST]", StringComparison.Ordinal)
            ? "[TEST] " + title
            : title;
    }

    private string Run(string template, bool html)
    {
        if (!template.Contains("{{", StringComparison.Ordinal)) return template;
        var set = _set.Clone();
        set.Add("", template);
        if (!set.Has("")) return "";
        return html ? set.ExecuteHtml("", _data, _functions) : set.Execute("", _data, _functions);
    }

    private string RouteLabel(string name)
    {
        var value = _notification.RouteLabels[name];
        if (!value.Contains("{{", StringComparison.Ordinal)) return value;
        if (!_inProgress.Add(name)) throw new TemplateCallException(
            $"the route label {name} refers to itself");
        try
        {
            return Text(value);
        }
        finally
        {
            _inProgress.Remove(name);
        }
    }
}
