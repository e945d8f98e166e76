namespace Hotaru.Templating;

/// <summary>Thrown by a template function that cannot do what it is asked; the message says why.</summary>
public sealed class TemplateCallException(string message, Exception? inner = null)
    : Exception(message, inner);
