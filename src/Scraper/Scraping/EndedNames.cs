namespace Hotaru.Scraper;

/// <summary>The metric names of series that ended in one scrape; takes no room while none has.</summary>
internal sealed class EndedNames
{
    private HashSet<string>? _names;

    public void Add(string name) => (_names ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);

    public IReadOnlyCollection<string> With(string name) => _names is null ? [name] : [name, .. _names];
}
