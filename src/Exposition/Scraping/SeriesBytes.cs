using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// The bytes under which a scraper knows a series of a protobuf body: name and labels, parted by 0xFF.
/// </summary>
internal sealed class SeriesBytes
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    public void Set(
        ReadOnlySpan<byte> body, WireRange name, string suffix, List<WireLabel> labels, string extraLabel,
        double extraValue)
    {
        _length = 0;
        Add(name.Of(body));
        Add(suffix);
        foreach (var label in labels)
        {
            AddMark();
            Add(label.Name.Of(body));
            AddMark();
            Add(label.Value.Of(body));
        }

        if (extraLabel.Length == 0) return;
        AddMark();
        Add(extraLabel);
        AddMark();
        Span<byte> number = stackalloc byte[GoFloat.MaxLength + 2];
        Add(number[..FloatText.WriteOpenMetrics(extraValue, number)]);
    }

    private void AddMark() => Add([0xFF]);

    private void Add(string ascii)
    {
        Reserve(ascii.Length);
        _length += Encoding.ASCII.GetBytes(ascii, _bytes.AsSpan(_length));
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
    }

    private void Reserve(int more)
    {
        if (_length + more > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }
}
