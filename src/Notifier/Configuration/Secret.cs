namespace Hotaru.Notifier;

/// <summary>
/// Something that must not be shown: written in the configuration, or the name of a file that has it.
/// </summary>
public sealed record Secret(string Value, string File = "")
{
    public static readonly Secret None = new("");

    public bool IsEmpty => Value.Length == 0 && File.Length == 0;

    /// <summary>
    /// The secret itself; a file is read anew each time, so that it can be changed under way.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string Read() => File.Length > 0 ? System.IO.File.ReadAllText(File).Trim() : Value;

    /// <summary>This one, or the other where this one is empty.</summary>
    public Secret Or(Secret other) => IsEmpty ? other : this;

    public override string ToString() => "<secret>";
}
