namespace Hotaru.Templating;

/// <summary>true, false, nil, a number or a text, as it is written.</summary>
internal sealed class LiteralNode(int at, string written, TemplateValue value, NumberLiteral? number)
    : Node(at)
{
    public TemplateValue Value => value;

    public NumberLiteral? Number => number;

    public override string ToString() => written;
}
