namespace Hotaru.Templating;

internal sealed class NilValue : TemplateValue
{
    public override TemplateKind Kind => TemplateKind.Nil;

    public override string TypeName => "nil";

    public override bool IsTrue => false;
}
