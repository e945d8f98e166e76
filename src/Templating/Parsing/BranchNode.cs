namespace Hotaru.Templating;

internal sealed class BranchNode(int at, BranchKind kind, PipeNode pipe, ListNode list, ListNode? otherwise)
    : Node(at)
{
    public BranchKind Kind => kind;

    public PipeNode Pipe => pipe;

    public ListNode List => list;

    public ListNode? Otherwise => otherwise;

    public override string ToString()
    {
        var name = kind.ToString().ToLowerInvariant();
        var rest = otherwise is null ? "" : $"{{{{else}}}}{otherwise}";
        return $"{{{{{name} {pipe}}}}}{list}{rest}{{{{end}}}}";
    }
}
