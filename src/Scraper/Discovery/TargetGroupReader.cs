namespace Hotaru.Scraper;

/// <summary>Reads the target groups of a YAML text; the rooms know no YAML themselves.</summary>
/// <param name="file">For the message.</param>
/// <exception cref="FormatException">The text is no list of target groups; the message says
/// where.</exception>
public delegate IReadOnlyList<TargetGroup> TargetGroupReader(string file, string text);
