namespace Hotaru.Exposition;

/// <summary>
/// A piece of a body from start up to but without end; <c>IsEscaped</c> where backslashes are in it.
/// </summary>
internal readonly record struct TextRange(int Start, int End, bool IsEscaped)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> body) => body[Start..End];
}
