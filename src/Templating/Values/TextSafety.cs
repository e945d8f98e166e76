namespace Hotaru.Templating;

/// <summary>What a text is known to be, so that the HTML mode need not escape it there.</summary>
public enum TextSafety
{
    Plain,

    /// <summary>A fragment of HTML, as safeHtml makes it.</summary>
    Html,

    /// <summary>An address, as safeUrl makes it: its scheme is not questioned.</summary>
    Url,
}
