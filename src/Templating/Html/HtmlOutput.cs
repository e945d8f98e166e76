using System.Text;

namespace Hotaru.Templating;

/// <summary>
/// Output whose values are escaped for the place where they stand: text, attributes, addresses, scripts and
/// styles. Comments of the template are left out. After html/template's contexts.
/// </summary>
internal sealed class HtmlOutput : ITemplateOutput
{
    private readonly StringBuilder _html = new();
    private readonly HtmlTracker _tracker = new();

    public void Text(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (_tracker.Take(text[i], text.AsSpan(i))) _html.Append(text[i]);
        }
    }

    public void Value(TemplateValue value)
    {
        if (value.IsNil || _tracker.Place == HtmlPlace.Comment) return;
        var escaped = HtmlEscaper.Escape(value, _tracker);
        _tracker.Wrote(escaped);
        _html.Append(escaped);
    }

    public override string ToString() => _html.ToString();
}
