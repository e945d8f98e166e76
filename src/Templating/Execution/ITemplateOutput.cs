namespace Hotaru.Templating;

/// <summary>Where an execution writes: the template's own text, and what actions print.</summary>
internal interface ITemplateOutput
{
    void Text(string text);

    void Value(TemplateValue value);
}
