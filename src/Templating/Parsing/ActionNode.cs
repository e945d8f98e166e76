namespace Hotaru.Templating;

internal sealed class ActionNode(int at, PipeNode pipe) : Node(at)
{
    public PipeNode Pipe => pipe;

    public override string ToString() => $"{{{{{pipe}}}}}";
}
