using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// The points of one series as JSON text, <c>[[1435781430.781,"1"],...]</c>. Most of what a range query
/// answers is this, so it goes around the JSON writer. Rents its memory; belongs to one thread.
/// </summary>
internal sealed class PointText : IDisposable
{
    /// <summary>A time, the longest value and the signs around them.</summary>
    private const int MaxPoint = GoFloat.MaxLength + 40;

    private byte[] _text = ArrayPool<byte>.Shared.Rent(32 << 10);
    private int _length;

    public ReadOnlySpan<byte> Write(ReadOnlySpan<Sample> samples)
    {
        _length = 0;
        _text[_length++] = (byte)'[';
        foreach (var sample in samples)
        {
            if (_text.Length - _length < MaxPoint) Grow();
            Append(sample);
        }

        // The last point's comma gives way to the end of the list.
        if (samples.IsEmpty) _length++;
        _text[_length - 1] = (byte)']';
        return _text.AsSpan(0, _length);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_text);

    /// <summary>Seconds with up to three decimals.</summary>
    internal static int WriteTime(long timestampMs, Span<byte> text)
    {
        var length = 0;
        if (timestampMs < 0) text[length++] = (byte)'-';
        var magnitude = Math.Abs(timestampMs);
        Utf8Formatter.TryFormat(magnitude / 1000, text[length..], out var written);
        length += written;
        var fraction = (int)(magnitude % 1000);
        if (fraction == 0) return length;
        text[length] = (byte)'.';
        text[length + 1] = (byte)('0' + fraction / 100);
        text[length + 2] = (byte)('0' + fraction / 10 % 10);
        text[length + 3] = (byte)('0' + fraction % 10);
        return length + 4;
    }

    /// <summary>
    /// The shortest digits of .NET and Go are the same; only with an exponent do their forms differ.
    /// </summary>
    [SkipLocalsInit]
    internal static int WriteValue(double value, Span<byte> text)
    {
        if (double.IsFinite(value)
            && value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture)
            && !text[..length].Contains((byte)'E'))
            return length;
        return JsonStream.Format(value, text);
    }

    private void Append(Sample sample)
    {
        var text = _text.AsSpan(_length);
        text[0] = (byte)'[';
        var length = 1 + WriteTime(sample.TimestampMs, text[1..]);
        text[length++] = (byte)',';
        text[length++] = (byte)'"';
        length += WriteValue(sample.Value, text[length..]);
        text[length++] = (byte)'"';
        text[length++] = (byte)']';
        text[length++] = (byte)',';
        _length += length;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * _text.Length);
        _text.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_text);
        _text = larger;
    }
}
