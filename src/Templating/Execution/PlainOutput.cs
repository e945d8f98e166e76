using System.Text;

namespace Hotaru.Templating;

internal sealed class PlainOutput : ITemplateOutput
{
    private readonly StringBuilder _text = new();

    public void Text(string text) => _text.Append(text);

    public void Value(TemplateValue value)
    {
        if (value.IsNil) _text.Append("<no value>");
        else GoPrinter.Append(_text, value, plus: false);
    }

    public override string ToString() => _text.ToString();
}
