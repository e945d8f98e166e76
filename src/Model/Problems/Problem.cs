namespace Hotaru.Model;

/// <summary>
/// What is wrong in something a person wrote, where, and how to mend it (empty where it is plain).
/// </summary>
public sealed record Problem(string File, int Line, int Column, string What, string Mend)
{
    public Problem(SourcePosition at, string what, string mend)
        : this(at.File, at.Line, at.Column, what, mend)
    {
    }

    /// <summary><c>rules.yml:14:9: alert "DiskFull": "5min" is not a duration; write 5m.</c></summary>
    public override string ToString()
    {
        var place = new SourcePosition(File, Line, Column).ToString();
        return Mend.Length == 0 ? $"{place}: {What}." : $"{place}: {What}; {Mend}.";
    }
}
