namespace Hotaru.Node;

/// <summary>The properties in a file of udev's database: lines E:NAME=VALUE.</summary>
internal readonly ref struct UdevProperties(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>The value of a property, empty where it is not there.</summary>
    public ReadOnlySpan<byte> this[ReadOnlySpan<byte> name]
    {
        get
        {
            var text = _text;
            while (KernelText.NextLine(ref text, out var line))
            {
                if (line.StartsWith("E:"u8) && line[2..].StartsWith(name) && line.Length > name.Length + 2
                    && line[name.Length + 2] == '=')
                    return line[(name.Length + 3)..];
            }

            return default;
        }
    }

    public ReadOnlySpan<byte> First(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c) =>
        !this[a].IsEmpty ? this[a] : !this[b].IsEmpty ? this[b] : this[c];
}
