namespace Hotaru.Templating;

/// <summary>
/// What a function takes in one place. A literal number fits Int and Float alike, as in Go.
/// </summary>
public enum ParameterKind
{
    Any,
    Bool,
    Int,
    Float,
    String,
    List,
    StringList,
    Map,
    Record,
    Time,
    Duration,
}
