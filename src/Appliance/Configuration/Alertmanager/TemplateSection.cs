using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Templating;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>The files of templates; patterns that match no file are fine, as in Alertmanager.</summary>
internal static class TemplateSection
{
    public static IReadOnlyList<TemplateFile> Read(ConfigMap map, string directory)
    {
        List<TemplateFile> files = [];
        foreach (var entry in map.List("templates"))
        {
            var pattern = entry.Text();
            if (string.IsNullOrEmpty(pattern)) continue;
            foreach (var path in Find(Path.Combine(directory, pattern))) Add(path, entry, files);
        }

        return files;
    }

    private static IEnumerable<string> Find(string pattern)
    {
        var folder = Path.GetDirectoryName(pattern) ?? "/";
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder, Path.GetFileName(pattern)).Order(StringComparer.Ordinal);
    }

    private static void Add(string path, ConfigNode entry, List<TemplateFile> files)
    {
        try
        {
            var file = new TemplateFile(path, File.ReadAllText(path));
            TemplateCheck.Check([.. files, file]);
            files.Add(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            entry.Problems.Add(entry.At, $"{path} cannot be read: {e.Message.TrimEnd('.')}");
        }
        catch (TemplateException e)
        {
            entry.Problems.Add(new SourcePosition(path, e.Line, 1), e.What);
        }
    }
}
