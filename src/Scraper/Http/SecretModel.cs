namespace Hotaru.Scraper;

/// <summary>
/// A secret that stands in the configuration or in a file, which is read anew for every use.
/// </summary>
public sealed record SecretModel(string Value, string File)
{
    public static readonly SecretModel None = new("", "");

    public bool IsEmpty => Value.Length == 0 && File.Length == 0;

    internal async ValueTask<string> ReadAsync(CancellationToken cancellation) => File.Length == 0
        ? Value
        : (await System.IO.File.ReadAllTextAsync(File, cancellation)).Trim();

    /// <summary>A secret shows itself to nobody.</summary>
    public override string ToString() => "<secret>";
}
