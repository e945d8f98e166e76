namespace Hotaru.Templating;

internal sealed class TextNode(int at, string text) : Node(at)
{
    public string Text => text;

    public override string ToString() => text;
}
