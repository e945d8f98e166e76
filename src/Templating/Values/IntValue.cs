namespace Hotaru.Templating;

public sealed class IntValue(long value) : TemplateValue
{
    public long Value => value;

    public override TemplateKind Kind => TemplateKind.Int;

    public override string TypeName => "int";

    public override bool IsTrue => value != 0;
}
