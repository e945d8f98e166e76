namespace Hotaru.Templating;

/// <summary>
/// A template that is not valid or cannot be executed. The message is worded as Go's:
/// <c>template: NAME:LINE:COLUMN: executing "NAME" at &lt;CONTEXT&gt;: what</c>.
/// </summary>
public sealed class TemplateException : Exception
{
    internal TemplateException(string name, int line, string what, string message, Exception? inner = null)
        : base(message, inner) => (Name, Line, What) = (name, line, what);

    /// <summary>The template's name.</summary>
    public string Name { get; }

    /// <summary>Counts from 1; 0 where the error has no place.</summary>
    public int Line { get; }

    /// <summary>The message without the place.</summary>
    public string What { get; }
}
