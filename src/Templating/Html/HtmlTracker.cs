namespace Hotaru.Templating;

/// <summary>
/// Follows HTML text character by character and knows in which place the next value would stand.
/// </summary>
internal sealed class HtmlTracker
{
    private readonly System.Text.StringBuilder _word = new();
    private string _element = "";
    private bool _closing;

    public HtmlPlace Place { get; private set; }

    /// <summary>The attribute whose value is being written, in lower case.</summary>
    public string Attribute { get; private set; } = "";

    /// <summary>What of the attribute's value was there already.</summary>
    public string ValueSoFar => _word.ToString();

    /// <summary>Takes one character; false where it belongs to a comment, which is not put out.</summary>
    public bool Take(char c, ReadOnlySpan<char> rest)
    {
        switch (Place)
        {
            case HtmlPlace.Text: return TakeText(c, rest);
            case HtmlPlace.Comment:
                _word.Append(c);
                if (c == '>' && _word.Length >= 7
                    && _word.ToString().EndsWith("-->", StringComparison.Ordinal))
                    Enter(HtmlPlace.Text);
                return false;
            case HtmlPlace.RawText or HtmlPlace.Script or HtmlPlace.Style:
                if (c == '<' && rest.StartsWith($"</{_element}", StringComparison.OrdinalIgnoreCase))
                {
                    _closing = true;
                    Enter(HtmlPlace.Tag);
                }

                return true;
            case HtmlPlace.DoubleQuoted: Value(c, '"'); return true;
            case HtmlPlace.SingleQuoted: Value(c, '\''); return true;
            default: TakeTag(c); return true;
        }
    }

    /// <summary>A value was put out where an attribute's value stands.</summary>
    public void Wrote(string text)
    {
        if (Place == HtmlPlace.BeforeValue) Place = HtmlPlace.Unquoted;
        if (Place is HtmlPlace.DoubleQuoted or HtmlPlace.SingleQuoted or HtmlPlace.Unquoted)
            _word.Append(text);
    }

    private bool TakeText(char c, ReadOnlySpan<char> rest)
    {
        if (c != '<') return true;
        if (rest.StartsWith("<!--", StringComparison.Ordinal))
        {
            Enter(HtmlPlace.Comment);
            _word.Append(c);
            return false;
        }

        if (rest.Length < 2 || !(char.IsAsciiLetter(rest[1]) || rest[1] == '/')) return true;
        _closing = rest[1] == '/';
        var name = rest[(_closing ? 2 : 1)..];
        var length = 0;
        while (length < name.Length
            && (char.IsAsciiLetterOrDigit(name[length]) || name[length] is '-' or ':')) length++;
        _element = name[..length].ToString().ToLowerInvariant();
        Enter(HtmlPlace.Tag);
        return true;
    }

    private void TakeTag(char c)
    {
        if (c == '>')
        {
            Enter(_closing ? HtmlPlace.Text : Content());
            return;
        }

        var space = char.IsWhiteSpace(c);
        switch (Place)
        {
            case HtmlPlace.Tag or HtmlPlace.AfterAttributeName when c == '=' && Attribute.Length > 0:
            case HtmlPlace.AttributeName when c == '=':
                if (Place == HtmlPlace.AttributeName) Attribute = _word.ToString().ToLowerInvariant();
                Enter(HtmlPlace.BeforeValue);
                break;
            case HtmlPlace.Tag or HtmlPlace.AfterAttributeName when space:
                if (Place == HtmlPlace.Tag) Enter(HtmlPlace.AfterAttributeName);
                break;
            case HtmlPlace.AfterAttributeName:
                Enter(HtmlPlace.AttributeName);
                _word.Append(c);
                break;
            case HtmlPlace.AttributeName when space:
                Attribute = _word.ToString().ToLowerInvariant();
                Enter(HtmlPlace.AfterAttributeName);
                break;
            case HtmlPlace.AttributeName:
                _word.Append(c);
                break;
            case HtmlPlace.BeforeValue when !space:
                Enter(c == '"' ? HtmlPlace.DoubleQuoted : c == '\'' ? HtmlPlace.SingleQuoted
                    : HtmlPlace.Unquoted);
                if (Place == HtmlPlace.Unquoted) _word.Append(c);
                break;
            case HtmlPlace.Unquoted when space:
                EndValue();
                break;
            case HtmlPlace.Unquoted:
                _word.Append(c);
                break;
        }
    }

    private void Value(char c, char quote)
    {
        if (c == quote) EndValue();
        else _word.Append(c);
    }

    private void EndValue()
    {
        Attribute = "";
        Enter(HtmlPlace.AfterAttributeName);
    }

    private HtmlPlace Content() => _element switch
    {
        "script" => HtmlPlace.Script,
        "style" => HtmlPlace.Style,
        "title" or "textarea" => HtmlPlace.RawText,
        _ => HtmlPlace.Text,
    };

    private void Enter(HtmlPlace place)
    {
        Place = place;
        _word.Clear();
    }
}
