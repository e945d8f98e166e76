namespace Hotaru.Remote;

/// <summary>Where the symbols of a version 2 request lie in its bytes.</summary>
internal sealed class SymbolTable
{
    private readonly List<Range> _places = [];
    private byte[] _message = [];

    public ReadOnlySpan<byte> this[ulong index] => index < (ulong)_places.Count
        ? _message.AsSpan(_places[(int)index])
        : throw new FormatException($"symbol {index} is asked for, but there are {_places.Count}");

    public void Reset(byte[] message)
    {
        _message = message;
        _places.Clear();
    }

    public void Add(int end, int length) => _places.Add(new Range(end - length, end));
}
