using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary><c>{{template "name" pipe}}</c>, and what is left of a block.</summary>
internal sealed class CallNode(int at, string name, PipeNode? pipe) : Node(at)
{
    public string Name => name;

    public PipeNode? Pipe => pipe;

    public override string ToString() =>
        $"{{{{template {GoText.Quote(name)}{(pipe is null ? "" : $" {pipe}")}}}}}";
}
