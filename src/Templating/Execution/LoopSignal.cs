namespace Hotaru.Templating;

/// <summary>How a list of nodes ended.</summary>
internal enum LoopSignal
{
    None,
    Break,
    Continue,
}
