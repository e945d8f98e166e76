namespace Hotaru.Templating;

public sealed class BoolValue : TemplateValue
{
    public static readonly BoolValue True = new(true);
    public static readonly BoolValue False = new(false);

    private BoolValue(bool value) => Value = value;

    public bool Value { get; }

    public override TemplateKind Kind => TemplateKind.Bool;

    public override string TypeName => "bool";

    public override bool IsTrue => Value;
}
