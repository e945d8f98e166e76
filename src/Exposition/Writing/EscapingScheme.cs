namespace Hotaru.Exposition;

/// <summary>
/// What is done to names that are valid as UTF-8 only, for a reader that does not take them.
/// </summary>
public enum EscapingScheme
{
    /// <summary>Names are written as they are, in quotes where needed.</summary>
    AllowUtf8,

    /// <summary>Every other character becomes an underscore.</summary>
    Underscores,

    /// <summary>Dots become _dot_, underscores are doubled, anything else becomes __.</summary>
    Dots,

    /// <summary>A prefix U__ and _HEX_ for every other character; can be undone.</summary>
    Values,
}
