namespace Hotaru.Notifier;

/// <summary>Whether files of templates can be used; for checking a configuration.</summary>
public static class TemplateCheck
{
    /// <exception cref="Templating.TemplateException">A file is not valid; the message says
    /// where.</exception>
    public static void Check(IReadOnlyList<TemplateFile> files) =>
        _ = new NotificationTemplates(files, "", TimeProvider.System);
}
