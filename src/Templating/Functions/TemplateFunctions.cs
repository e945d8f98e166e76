namespace Hotaru.Templating;

/// <summary>A table of functions by name. The built-in ones of the language are in every table.</summary>
public sealed class TemplateFunctions
{
    public static readonly TemplateFunctions BuiltIn = new(BuiltInFunctions.All.ToDictionary(f => f.Name));

    private readonly Dictionary<string, TemplateFunction> _functions;

    private TemplateFunctions(Dictionary<string, TemplateFunction> functions) => _functions = functions;

    /// <summary>This table with more functions; one of the same name takes the old one's place.</summary>
    public TemplateFunctions With(params IEnumerable<TemplateFunction> functions)
    {
        var all = new Dictionary<string, TemplateFunction>(_functions, StringComparer.Ordinal);
        foreach (var function in functions) all[function.Name] = function;
        return new TemplateFunctions(all);
    }

    public TemplateFunction? Find(string name) => _functions.GetValueOrDefault(name);

    public bool Has(string name) => _functions.ContainsKey(name);
}
