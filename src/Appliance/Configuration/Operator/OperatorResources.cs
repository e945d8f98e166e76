using Hotaru.Appliance.Configuration.Rules;
using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>All resources of the files, as <c>kubectl get -o yaml</c> and manifests have them.</summary>
internal sealed class OperatorResources
{
    private readonly List<OperatorResource> _all = [];

    /// <summary>The files, for the rules in them.</summary>
    public List<string> Files { get; } = [];

    public IEnumerable<OperatorResource> Of(string kind) => _all.Where(resource => resource.Kind == kind);

    public static OperatorResources Read(OperatorModel model, ProblemList problems)
    {
        var resources = new OperatorResources();
        foreach (var path in model.Patterns.SelectMany(FilePattern.Match).Distinct())
        {
            try
            {
                resources.Add(File.ReadAllText(path), path, problems);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(new SourcePosition(path, 0, 0), $"cannot be read: {e.Message.TrimEnd('.')}");
            }
        }

        return resources;
    }

    public void Add(string text, string path, ProblemList problems)
    {
        Files.Add(path);
        foreach (var document in YamlFile.ParseAll(text, path, problems) ?? []) Add(document);
    }

    private void Add(ConfigNode node)
    {
        if (OperatorResource.Of(node) is not { } resource) return;
        if (!resource.Kind.EndsWith("List", StringComparison.Ordinal)) _all.Add(resource);
        else foreach (var item in resource.Object.List("items")) Add(item);
    }
}
