namespace Hotaru.Templating;

public sealed class StringValue(string value, TextSafety safety = TextSafety.Plain) : TemplateValue
{
    public string Value => value;

    public TextSafety Safety => safety;

    public override TemplateKind Kind => TemplateKind.String;

    public override string TypeName => safety switch
    {
        TextSafety.Html => "template.HTML",
        TextSafety.Url => "template.URL",
        _ => "string",
    };

    public override bool IsTrue => value.Length > 0;
}
