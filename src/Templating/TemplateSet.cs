using System.Text;

namespace Hotaru.Templating;

/// <summary>
/// Templates that can call each other by name, with the functions they can use. Build it on one thread; after
/// that any number of threads may execute.
/// </summary>
public sealed class TemplateSet
{
    private readonly Dictionary<string, TemplateTree> _trees;
    private readonly TemplateFunctions _functions;
    private readonly MissingKey _missingKey;

    public TemplateSet(TemplateFunctions? functions = null, MissingKey missingKey = MissingKey.Zero)
        : this(new Dictionary<string, TemplateTree>(StringComparer.Ordinal), functions
            ?? TemplateFunctions.BuiltIn,
            missingKey)
    {
    }

    private TemplateSet(
        Dictionary<string, TemplateTree> trees, TemplateFunctions functions, MissingKey missingKey) =>
        (_trees, _functions, _missingKey) = (trees, functions, missingKey);

    /// <summary>The names of all templates, those from <c>define</c> among them.</summary>
    public IReadOnlyCollection<string> Names => _trees.Keys;

    public bool Has(string name) => _trees.ContainsKey(name);

    /// <summary>A set of its own with the same templates.</summary>
    public TemplateSet Clone() =>
        new(new Dictionary<string, TemplateTree>(_trees, StringComparer.Ordinal), _functions, _missingKey);

    /// <summary>
    /// Adds a text and what it defines. A template of the same name is replaced, but not by one that is empty
    /// but for spaces and definitions.
    /// </summary>
    /// <exception cref="TemplateException">The text is not valid; nothing was added.</exception>
    public void Add(string name, string text)
    {
        foreach (var tree in new TemplateParser(name, text, _functions).Parse())
        {
            if (!_trees.TryGetValue(tree.Name, out var known) || known.IsEmpty || !tree.IsEmpty)
                _trees[tree.Name] = tree;
        }
    }

    /// <summary>Executes a template into plain text.</summary>
    /// <param name="functions">Takes the place of the set's functions where their calls belong to one
    /// execution.</param>
    /// <exception cref="TemplateException">There is no such template, or it fails.</exception>
    public string Execute(string name, TemplateValue data, TemplateFunctions? functions = null)
    {
        var output = new PlainOutput();
        Run(name, data, output, functions);
        return output.ToString();
    }

    /// <summary>
    /// Executes a template into HTML: what actions print is escaped for the place where it stands.
    /// </summary>
    /// <exception cref="TemplateException">There is no such template, or it fails.</exception>
    public string ExecuteHtml(string name, TemplateValue data, TemplateFunctions? functions = null)
    {
        var output = new HtmlOutput();
        Run(name, data, output, functions);
        return output.ToString();
    }

    /// <summary>Executes a text that is not kept; it may call the set's templates.</summary>
    public string ExecuteText(string name, string text, TemplateValue data, bool html = false)
    {
        var set = Clone();
        set.Add(name, text);
        if (!set.Has(name)) return "";
        return html ? set.ExecuteHtml(name, data) : set.Execute(name, data);
    }

    private void Run(string name, TemplateValue data, ITemplateOutput output, TemplateFunctions? functions)
    {
        if (!_trees.TryGetValue(name, out var tree))
        {
            var what = $"\"{name}\" is an incomplete or empty template";
            throw new TemplateException(name, 0, what, $"template: {name}: {what}");
        }

        new TemplateRun(_trees, functions ?? _functions, _missingKey, output).Start(tree, data);
    }
}
