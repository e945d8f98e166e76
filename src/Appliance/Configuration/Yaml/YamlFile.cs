using Hotaru.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hotaru.Appliance.Configuration;

/// <summary>
/// Reads YAML into nodes with places. A duplicate key or a syntax error is a problem, not an exception.
/// </summary>
internal static class YamlFile
{
    /// <summary>
    /// The root of the only document, or null where the text is no YAML; an empty text is a null node.
    /// </summary>
    public static ConfigNode? Parse(string text, string file, ProblemList problems)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0) return new ConfigNode(new YamlScalarNode(), file, problems);
            if (stream.Documents.Count == 1)
                return new ConfigNode(stream.Documents[0].RootNode, file, problems);
            problems.Add(
                new SourcePosition(file, (int)stream.Documents[1].RootNode.Start.Line, 1),
                "a second document begins here", "keep one document in the file");
            return null;
        }
        catch (YamlException e)
        {
            var at = new SourcePosition(file, (int)e.Start.Line, (int)e.Start.Column);
            problems.Add(at, e.InnerException?.Message.TrimEnd('.') ?? e.Message.TrimEnd('.'));
            return null;
        }
    }

    /// <summary>The roots of all documents, or null where the text is no YAML.</summary>
    public static IReadOnlyList<ConfigNode>? ParseAll(string text, string file, ProblemList problems)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return [.. stream.Documents.Select(d => new ConfigNode(d.RootNode, file, problems))];
        }
        catch (YamlException e)
        {
            problems.Add(
                new SourcePosition(file, (int)e.Start.Line, (int)e.Start.Column),
                e.InnerException?.Message.TrimEnd('.') ?? e.Message.TrimEnd('.'));
            return null;
        }
    }

    public static ConfigNode? Read(string path, ProblemList problems) =>
        problems.ReadFile(path) is { } text ? Parse(text, path, problems) : null;
}
