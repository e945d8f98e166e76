using System.Reflection;
using Hotaru.Templating;

namespace Hotaru.Notifier;

/// <summary>The built-in templates and a person's own, ready to render. Any thread.</summary>
internal sealed class NotificationTemplates
{
    private static readonly string[] BuiltIn = ["common.tmpl", "services.tmpl", "email.tmpl"];

    private readonly TemplateSet _set;

    /// <exception cref="TemplateException">A file is not valid.</exception>
    public NotificationTemplates(IEnumerable<TemplateFile> files, string externalUrl, TimeProvider time)
    {
        ExternalUrl = externalUrl.TrimEnd('/');
        Functions = NotificationFunctions.All(time);
        _set = new TemplateSet(Functions);
        foreach (var name in BuiltIn) _set.Add(name, ReadBuiltIn(name));
        foreach (var file in files) _set.Add(Path.GetFileName(file.Path), file.Text);
    }

    public string ExternalUrl { get; }

    public TemplateFunctions Functions { get; }

    public Rendering Begin(Notification notification) => Begin(notification, notification.Alerts);

    /// <summary>Prepares what the texts of one notification are made from.</summary>
    /// <param name="alerts">Those that are shown.</param>
    public Rendering Begin(Notification notification, IReadOnlyList<NotifiedAlert> alerts) =>
        new(this, _set, notification, alerts);

    private static string ReadBuiltIn(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"BUG: the built-in template {name} is missing");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
