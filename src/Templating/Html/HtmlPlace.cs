namespace Hotaru.Templating;

/// <summary>Where in an HTML document the output stands.</summary>
internal enum HtmlPlace
{
    Text,
    Comment,
    Tag,
    AttributeName,
    AfterAttributeName,
    BeforeValue,
    DoubleQuoted,
    SingleQuoted,
    Unquoted,

    /// <summary>Within title or textarea: text whose tags do not count.</summary>
    RawText,
    Script,
    Style,
}
