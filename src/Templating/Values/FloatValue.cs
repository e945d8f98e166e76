namespace Hotaru.Templating;

public sealed class FloatValue(double value) : TemplateValue
{
    public double Value => value;

    public override TemplateKind Kind => TemplateKind.Float;

    public override string TypeName => "float64";

    public override bool IsTrue => value != 0;
}
