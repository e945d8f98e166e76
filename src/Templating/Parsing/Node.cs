namespace Hotaru.Templating;

/// <summary>A part of a parsed template; its text form is what messages quote.</summary>
/// <param name="At">Index into the template's text.</param>
internal abstract class Node(int at)
{
    public int At => at;
}
