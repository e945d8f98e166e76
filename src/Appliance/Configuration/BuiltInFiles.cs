using System.Reflection;
using Hotaru.Web;

namespace Hotaru.Appliance.Configuration;

/// <summary>The files inside the binary: the defaults of each kind, and the demo's.</summary>
internal static class BuiltInFiles
{
    /// <summary>
    /// A file's text with the listeners' addresses filled in for {prometheus} and the like. Entries of a list
    /// ("- job_name") that name a listener which is off are left out.
    /// </summary>
    /// <param name="name">Folder and file with a dot between them: <c>Defaults.prometheus.yml</c>.</param>
    /// <param name="listen">The listeners.</param>
    public static string Read(string name, ListenModel listen)
    {
        var resource = $"Hotaru.Appliance.{name}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"BUG: {resource} is not embedded");
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        foreach (var surface in Enum.GetValues<Surface>())
        {
            var mark = $"{{{ListenModel.NameOf(surface)}}}";
            text = listen.Addresses.TryGetValue(surface, out var address)
                ? text.Replace(mark, address.ToString(), StringComparison.Ordinal)
                : WithoutEntries(text, mark);
        }

        return text;
    }

    private static string WithoutEntries(string text, string mark)
    {
        const string entry = "  - job_name:";
        var parts = text.Split(entry);
        return parts[0] + string.Concat(parts.Skip(1)
            .Where(part => !part.Contains(mark, StringComparison.Ordinal))
            .Select(part => entry + part));
    }
}
