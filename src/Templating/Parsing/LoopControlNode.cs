namespace Hotaru.Templating;

internal sealed class LoopControlNode(int at, bool isBreak) : Node(at)
{
    public bool IsBreak => isBreak;

    public override string ToString() => isBreak ? "{{break}}" : "{{continue}}";
}
