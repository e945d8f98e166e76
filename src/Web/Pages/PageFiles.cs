using System.Reflection;
using System.Text;

namespace Hotaru.Web;

/// <summary>The built pages out of the assembly; empty in a build that went without them.</summary>
internal sealed class PageFiles(IReadOnlyDictionary<string, PageFile> files)
{
    private const string Prefix = "ui/";
    private const string IndexName = "index.html";

    public static PageFiles Embedded { get; } = Read(typeof(PageFiles).Assembly);

    /// <summary>Scripts, styles and pictures: all but the page, which is made for each request.</summary>
    public IEnumerable<PageFile> Assets => files.Values.Where(f => f.Name != IndexName);

    public IndexPage? Index { get; } = files.TryGetValue(IndexName, out var index)
        ? IndexPage.Parse(Encoding.UTF8.GetString(index.Content)) : null;

    private static PageFiles Read(Assembly assembly)
    {
        var files = new Dictionary<string, PageFile>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var file = PageFile.Of(resource[Prefix.Length..], content);
            files.Add(file.Name, file);
        }

        return new PageFiles(files);
    }
}
