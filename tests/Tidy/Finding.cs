namespace Hotaru.Tidy;

/// <summary>One thing that is not as docs and style ask for it.</summary>
internal sealed record Finding(string Path, int Line, string What, string Mend)
{
    public override string ToString() => $"{Path}:{Line}: {What}: {Mend}";
}
