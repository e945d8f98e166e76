namespace Hotaru.Templating;

/// <summary>Fields of what stands before them: <c>(index .List 0).Name</c>.</summary>
internal sealed class ChainNode(int at, Node inner, string[] names) : Node(at)
{
    public Node Inner => inner;

    public IReadOnlyList<string> Names => names;

    public override string ToString() =>
        $"{(inner is PipeNode ? $"({inner})" : inner)}.{string.Join('.', names)}";
}
