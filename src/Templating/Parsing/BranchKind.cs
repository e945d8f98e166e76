namespace Hotaru.Templating;

internal enum BranchKind
{
    If,
    With,
    Range,
}
