namespace Hotaru.Templating;

/// <summary>Closes a list while parsing: end or else. It is in no finished tree.</summary>
internal sealed class EndNode(int at, bool isElse) : Node(at)
{
    public bool IsElse => isElse;

    public override string ToString() => isElse ? "{{else}}" : "{{end}}";
}
