namespace Hotaru.Exposition;

/// <summary>Bytes of a body from start up to but without end.</summary>
internal readonly record struct WireRange(int Start, int End)
{
    public int Length => End - Start;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> body) => body[Start..End];
}
