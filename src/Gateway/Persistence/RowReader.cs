using System.Text;
using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>Reads the fields of a row whose checksum has been found good.</summary>
internal sealed class RowReader(byte[] row, int position)
{
    private int _position = position;

    public ReadOnlyMemory<byte> Rest => row.AsMemory(_position);

    public long ReadInteger()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_position >= row.Length) throw new FormatException("the row is cut");
            var b = row[_position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return (long)value;
        }

        throw new FormatException("a number in the row is too long");
    }

    public string ReadText()
    {
        var length = (int)ReadInteger();
        if (length < 0 || length > row.Length - _position) throw new FormatException("the row is cut");
        var text = Encoding.UTF8.GetString(row, _position, length);
        _position += length;
        return text;
    }

    public DateTimeOffset? ReadTime() =>
        ReadInteger() is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public Labels ReadLabels()
    {
        var labels = new Label[ReadInteger()];
        for (var i = 0; i < labels.Length; i++) labels[i] = new Label(ReadText(), ReadText());
        return Labels.From(labels);
    }
}
