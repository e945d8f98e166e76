namespace Hotaru.Templating;

/// <summary>
/// What a template value is; names the Go kind that decides truth, comparison and printing.
/// </summary>
public enum TemplateKind
{
    Nil,
    Bool,
    Int,
    Float,
    String,
    List,
    Map,
    Record,
    Time,
    Duration,
    Function,
}
