namespace Hotaru.Templating;

/// <summary>A variable and fields of it; the first name begins with a dollar.</summary>
internal sealed class VariableNode(int at, string[] names) : Node(at)
{
    public IReadOnlyList<string> Names => names;

    public override string ToString() => string.Join('.', names);
}
