using System.Text;

namespace Hotaru.Templating;

/// <summary>One template: what it is called, the text it was parsed from and under which name.</summary>
internal sealed class TemplateTree(string name, string parseName, string text, ListNode root)
{
    public string Name => name;

    public ListNode Root => root;

    /// <summary>Nothing in it but spaces.</summary>
    public bool IsEmpty { get; } =
        root.Nodes.TrueForAll(n => n is TextNode t && string.IsNullOrWhiteSpace(t.Text));

    public int LineOf(Node node) => 1 + text.AsSpan(0, Math.Min(node.At, text.Length)).Count('\n');

    /// <summary><c>name:line:column</c>; the column counts bytes from 0, as Go's does.</summary>
    public string PlaceOf(Node node)
    {
        var before = text.AsSpan(0, Math.Min(node.At, text.Length));
        var lineStart = before.LastIndexOf('\n') + 1;
        return $"{parseName}:{LineOf(node)}:{Encoding.UTF8.GetByteCount(before[lineStart..])}";
    }
}
