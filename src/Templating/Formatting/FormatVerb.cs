namespace Hotaru.Templating;

/// <summary>
/// One directive of a format: its letter, flags, width and precision (negative: not given).
/// </summary>
internal struct FormatVerb
{
    public char Letter { get; set; }

    public bool Minus { get; set; }

    public bool Plus { get; set; }

    /// <summary>%+v: members with their names; then the plus does not reach the numbers inside.</summary>
    public bool Names { get; set; }

    public bool Sharp { get; set; }

    public bool Space { get; set; }

    public bool Zero { get; set; }

    public int Width { get; set; }

    public int Precision { get; set; }
}
