namespace Hotaru.Templating;

/// <summary>A function as data, for <c>call</c>.</summary>
public sealed class FunctionValue(TemplateFunction function) : TemplateValue
{
    public TemplateFunction Function => function;

    public override TemplateKind Kind => TemplateKind.Function;

    public override string TypeName => "func";

    public override bool IsTrue => true;
}
