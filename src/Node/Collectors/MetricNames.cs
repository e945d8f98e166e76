namespace Hotaru.Node;

/// <summary>Makes parts of metric names from what drivers call their things.</summary>
internal static class MetricNames
{
    /// <summary>Lower case, every other character an underscore, none at the ends.</summary>
    public static string Clean(string name) =>
        string.Create(name.Length, name, static (text, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                var c = char.ToLowerInvariant(from[i]);
                text[i] = char.IsAsciiLetterOrDigit(c) || c == ':' ? c : '_';
            }
        }).Trim('_');
}
