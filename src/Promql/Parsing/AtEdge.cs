namespace Hotaru.Promql;

/// <summary>@ start() and @ end().</summary>
public enum AtEdge
{
    None,
    Start,
    End,
}
