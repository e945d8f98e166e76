namespace Hotaru.Remote;

/// <summary>The instrumentation scope of some metrics.</summary>
internal sealed record OtlpScope
{
    public string Name { get; set; } = "";

    public string Version { get; set; } = "";

    public string SchemaUrl { get; set; } = "";

    public List<KeyValuePair<string, string>> Attributes { get; } = [];
}
