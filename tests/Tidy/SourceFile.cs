namespace Hotaru.Tidy;

/// <summary>A C# file with its lines, and the same lines with comments and literals blanked out.</summary>
internal sealed class SourceFile
{
    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        Lines = text.Split('\n');
        Code = CodeOnly.Of(text).Split('\n');
    }

    public string Path { get; }

    public string Text { get; }

    public string[] Lines { get; }

    /// <summary>As <see cref="Lines"/>, same columns, but only what the compiler sees as code.</summary>
    public string[] Code { get; }
}
